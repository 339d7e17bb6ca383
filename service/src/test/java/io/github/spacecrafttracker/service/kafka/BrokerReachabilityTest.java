package io.github.spacecrafttracker.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BrokerReachabilityTest {
    private final AtomicLong nanoTime = new AtomicLong(-5);
    private final BrokerReachability contact = new BrokerReachability(nanoTime::get);

    @Test
    void brokers_that_answer_are_no_fault() {
        for (int total = 100; total < 2000; total += 100) {
            pass(2);
            contact.look(total);
        }

        assertThat(contact.faults()).isEmpty();
    }

    @Test
    void fifteen_seconds_without_an_answer_are_one_and_it_says_how_long() {
        contact.look(100);
        pass(14);
        contact.look(100);
        assertThat(contact.faults()).isEmpty();

        pass(3);
        contact.look(100);

        assertThat(contact.faults()).containsExactly("no broker has answered for 17 s");
    }

    @Test
    void a_new_consumer_that_has_heard_nothing_is_no_answer() {
        contact.look(100);
        pass(17);

        contact.look(0);

        assertThat(contact.faults()).containsExactly("no broker has answered for 17 s");
    }

    @Test
    void the_first_answer_of_a_new_consumer_ends_it() {
        contact.look(100);
        pass(17);
        contact.look(0);

        contact.look(40);

        assertThat(contact.faults()).isEmpty();
    }

    @Test
    void the_silence_is_a_number_from_its_beginning() {
        var registry = new SimpleMeterRegistry();
        contact.bindTo(registry);
        contact.look(100);
        pass(3);

        assertThat(registry.get("tracker.brokers.silent").gauge().value()).isEqualTo(3);
    }

    private void pass(int seconds) {
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
