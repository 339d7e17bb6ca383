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
    private final Closer closing = new Closer(Duration.ofMillis(200));

    @Test
    void goes_in_reverse_order_past_what_fails_and_what_hangs() {
        var never = new CountDownLatch(1);
        closing.add(opened("first"));
        closing.add((AutoCloseable) () -> {
            throw new IOException("stuck");
        });
        closing.add(opened("second"));
        closing.add((AutoCloseable) never::await);
        closing.add(opened("third"));

        closing.close();

        assertThat(closed).containsExactly("third", "second", "first");
    }

    @Test
    void waits_longer_for_what_is_known_to_take_longer() {
        var never = new CountDownLatch(1);
        var twiceAsLong = new Closer(Duration.ofMillis(400));
        twiceAsLong.add((AutoCloseable) never::await);
        closing.add(opened("first"));
        closing.add(
                (AutoCloseable) () -> {
                    twiceAsLong.close();
                    closed.add("slow");
                },
                Duration.ofSeconds(30));

        closing.close();

        assertThat(closed).containsExactly("slow", "first");
    }

    @Test
    void closes_each_once() {
        var once = opened("once");
        closing.add(once);
        closing.add(once);

        closing.close();
        closing.close();

        assertThat(closed).containsExactly("once");
    }

    @Test
    void closes_at_once_what_comes_too_late() {
        closing.close();

        assertThatThrownBy(() -> closing.add(opened("late"))).isInstanceOf(IllegalStateException.class);
        assertThat(closed).containsExactly("late");
    }

    @Test
    void closes_all_in_an_interrupted_thread_that_stays_interrupted() {
        closing.add(opened("first"));
        closing.add(opened("second"));
        Thread.currentThread().interrupt();

        closing.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(closed).containsExactly("second", "first");
    }

    private AutoCloseable opened(String name) {
        return () -> closed.add(name);
    }
}
