package io.github.spacecrafttracker.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BrokerReachabilityTest {
    private final AtomicLong nanoTime = new AtomicLong(-5);
    private final BrokerReachability brokers = new BrokerReachability(nanoTime::get);

    @Test
    void brokers_that_respond_are_not_a_problem() {
        for (int total = 100; total < 2000; total += 100) {
            pass(2);
            brokers.observe(total);
        }

        assertThat(brokers.problems()).isEmpty();
    }

    @Test
    void fifteen_seconds_without_a_response_are_a_problem_that_states_the_duration() {
        brokers.observe(100);
        pass(14);
        brokers.observe(100);
        assertThat(brokers.problems()).isEmpty();

        pass(3);
        brokers.observe(100);

        assertThat(brokers.problems()).containsExactly("no broker has responded for 17 s");
    }

    @Test
    void a_new_consumer_that_has_received_nothing_does_not_end_the_outage() {
        brokers.observe(100);
        pass(17);

        brokers.observe(0);

        assertThat(brokers.problems()).containsExactly("no broker has responded for 17 s");
    }

    @Test
    void the_first_response_to_a_new_consumer_ends_the_outage() {
        brokers.observe(100);
        pass(17);
        brokers.observe(0);

        brokers.observe(40);

        assertThat(brokers.problems()).isEmpty();
    }

    @Test
    void the_duration_is_measured_from_the_last_response() {
        var registry = new SimpleMeterRegistry();
        brokers.bindTo(registry);
        brokers.observe(100);
        pass(3);

        assertThat(registry.get("tracker.brokers.silent").gauge().value()).isEqualTo(3);
    }

    private void pass(int seconds) {
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
