package io.github.spacecrafttracker.service.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CloserTest {
    private final ConcurrentLinkedQueue<String> closed = new ConcurrentLinkedQueue<>();
    private final Closer closer = new Closer(Duration.ofMillis(200));

    @Test
    void resources_are_closed_in_reverse_order_even_if_some_fail_or_hang() {
        var never = new CountDownLatch(1);
        closer.add(resource("first"));
        closer.add((AutoCloseable) () -> {
            throw new IOException("stuck");
        });
        closer.add(resource("second"));
        closer.add((AutoCloseable) never::await);
        closer.add(resource("third"));

        closer.close();

        assertThat(closed).containsExactly("third", "second", "first");
    }

    @Test
    void a_resource_with_a_longer_timeout_is_awaited_longer() {
        var never = new CountDownLatch(1);
        var twiceAsLong = new Closer(Duration.ofMillis(400));
        twiceAsLong.add((AutoCloseable) never::await);
        closer.add(resource("first"));
        closer.add(
                (AutoCloseable) () -> {
                    twiceAsLong.close();
                    closed.add("slow");
                },
                Duration.ofSeconds(30));

        closer.close();

        assertThat(closed).containsExactly("slow", "first");
    }

    @Test
    void each_resource_is_closed_once() {
        var once = resource("once");
        closer.add(once);
        closer.add(once);

        closer.close();
        closer.close();

        assertThat(closed).containsExactly("once");
    }

    @Test
    void a_resource_that_is_added_too_late_is_closed_immediately() {
        closer.close();

        assertThatThrownBy(() -> closer.add(resource("late"))).isInstanceOf(IllegalStateException.class);
        assertThat(closed).containsExactly("late");
    }

    @Test
    void an_interrupted_thread_closes_all_resources_and_stays_interrupted() {
        closer.add(resource("first"));
        closer.add(resource("second"));
        Thread.currentThread().interrupt();

        closer.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(closed).containsExactly("second", "first");
    }

    private AutoCloseable resource(String name) {
        return () -> closed.add(name);
    }
}
