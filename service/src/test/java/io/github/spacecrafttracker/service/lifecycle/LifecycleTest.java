package io.github.spacecrafttracker.service.lifecycle;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LifecycleTest {
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final ConcurrentLinkedQueue<String> closed = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(log);
    }

    @Test
    void an_orderly_end_returns_0_and_closes_in_reverse_order() {
        int code = run((closer, environment) -> {
            closer.add(resource("client"));
            closer.add(resource("server"));
            return new Finished("service", null);
        });

        assertThat(code).isZero();
        assertThat(closed).containsExactly("service", "server", "client");
        assertThat(errors()).isEmpty();
    }

    @Test
    void a_failure_while_running_returns_1_logs_its_cause_and_closes() {
        int code = run((closer, environment) -> {
            closer.add(resource("client"));
            return new Finished(
                    "service", new IllegalStateException("a thread died", new RuntimeException("disk full")));
        });

        assertThat(code).isEqualTo(1);
        assertThat(errors())
                .containsExactly(
                        "poller: died:",
                        "  IllegalStateException: a thread died, caused by RuntimeException: disk full");
        assertThat(closed).containsExactly("service", "client");
    }

    @Test
    void invalid_settings_return_2_and_every_error_is_logged() {
        int code = Lifecycle.run("poller", Map.of("PORT", "x", "LOG_LEVEL", "loud"), (closer, environment) -> {
            environment.port("PORT", 1);
            environment.check();
            throw new AssertionError("not reached");
        });

        assertThat(code).isEqualTo(2);
        assertThat(errors())
                .containsExactly(
                        "poller: invalid settings:",
                        "  LOG_LEVEL is loud: set it to one of OFF, ERROR, WARN, INFO, DEBUG, TRACE",
                        "  PORT is x: set it to a whole number from 0 to 65535");
    }

    @Test
    void an_unknown_setting_causes_a_warning_with_and_without_errors() {
        var variables = Map.of("LL2_REQUEST_PER_HOUR", "9", "LL2_MODE", "x");
        int code = Lifecycle.run("poller", variables, (closer, environment) -> {
            environment.integer("LL2_REQUESTS_PER_HOUR", 15, 1, 20);
            environment.text("LL2_MODE", "normal");
            return new Finished("service", null);
        });

        assertThat(code).isZero();
        assertThat(errors())
                .containsExactly(
                        "LL2_REQUEST_PER_HOUR is not a setting and has no effect. Did you mean LL2_REQUESTS_PER_HOUR?");

        Lifecycle.run("poller", variables, (closer, environment) -> {
            environment.integer("LL2_REQUESTS_PER_HOUR", 15, 1, 20);
            environment.integer("LL2_MODE", 1, 1, 1);
            environment.check();
            throw new AssertionError("not reached");
        });
        assertThat(errors()).hasSize(4).last().asString().startsWith("LL2_REQUEST_PER_HOUR is not a setting");
    }

    @Test
    void a_failed_start_returns_3_logs_every_line_and_closes_the_opened_resources_in_reverse_order() {
        int code = run((closer, environment) -> {
            closer.add(resource("first"));
            closer.add(resource("second"));
            throw new StartException(List.of("PORT 1 is in use", "no broker"));
        });

        assertThat(code).isEqualTo(3);
        assertThat(errors()).containsExactly("poller: cannot start:", "  PORT 1 is in use", "  no broker");
        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void a_bug_during_the_start_returns_3() {
        int code = run((closer, environment) -> {
            throw new NullPointerException("oops");
        });

        assertThat(code).isEqualTo(3);
        assertThat(errors()).containsExactly("poller: cannot start:", "  NullPointerException: oops");
    }

    @Test
    void a_jvm_error_during_the_start_returns_1_and_is_logged() {
        int code = run((closer, environment) -> {
            closer.add(resource("client"));
            throw new NoClassDefFoundError("gone");
        });

        assertThat(code).isEqualTo(1);
        assertThat(errors()).contains("  NoClassDefFoundError: gone");
        assertThat(closed).containsExactly("client");
    }

    @Test
    void no_line_contains_a_stack_trace() {
        run((closer, environment) -> new Finished("service", new IllegalStateException("a\n\tat b")));

        assertThat(errors()).noneMatch(line -> line.contains("\n") || line.contains("LifecycleTest"));
    }

    @Test
    void an_uncaught_exception_in_a_thread_of_the_service_is_logged_in_one_line() {
        var died = new CountDownLatch(1);
        int code = run((closer, environment) -> {
            var thread = new Thread(
                    () -> {
                        throw new IllegalStateException("bug");
                    },
                    "worker");
            thread.start();
            thread.join();
            died.countDown();
            return new Finished("service", null);
        });

        assertThat(code).isZero();
        assertThat(errors()).containsExactly("Thread worker died: IllegalStateException: bug");
    }

    @Test
    void an_interrupt_closes_the_service_and_returns_0() throws Exception {
        var service = new UntilClosed();
        var outcome = new FutureTask<>(() -> run((closer, environment) -> service));
        var thread = new Thread(outcome);
        thread.start();
        assertThat(service.started.await(10, TimeUnit.SECONDS)).isTrue();

        thread.interrupt();

        assertThat(outcome.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(closed).containsExactly("until closed");
        assertThat(errors()).isEmpty();
    }

    @Test
    void nothing_is_logged_after_stopped_even_if_the_service_is_closed_before_its_start_is_logged() throws Exception {
        var runner = Thread.currentThread();
        var closedAtWarning = new UnsynchronizedAppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getFormattedMessage().startsWith("LL2_MODES")) {
                    runner.interrupt();
                    await().until(() -> messages().contains("poller: stopped"));
                }
            }
        };
        closedAtWarning.start();
        logger().addAppender(closedAtWarning);
        try {
            Lifecycle.run("poller", Map.of("LL2_MODES", "x"), (closer, environment) -> {
                environment.text("LL2_MODE", "normal");
                return new UntilClosed();
            });
        } finally {
            logger().detachAppender(closedAtWarning);
        }

        assertThat(Thread.interrupted()).isTrue();
        assertThat(messages()).last().isEqualTo("poller: stopped");
    }

    @Test
    void no_shutdown_hook_and_no_thread_are_left_behind() {
        run((closer, environment) -> new Finished("service", null));

        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("poller")));
    }

    private int run(Lifecycle.Start start) {
        return Lifecycle.run("poller", Map.of(), start);
    }

    private AutoCloseable resource(String name) {
        return () -> closed.add(name);
    }

    private List<String> messages() {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private List<String> errors() {
        return log.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("io.github.spacecrafttracker.service");
    }

    /** Ends immediately, with or without an exception. */
    private final class Finished implements RunningService {
        private final String name;
        private final @Nullable Exception end;

        Finished(String name, @Nullable Exception end) {
            this.name = name;
            this.end = end;
        }

        @Override
        public void await() throws Exception {
            if (end != null) {
                throw end;
            }
        }

        @Override
        public void close() {
            closed.add(name);
        }
    }

    private final class UntilClosed implements RunningService {
        private final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);

        @Override
        public void await() throws InterruptedException {
            started.countDown();
            end.await();
        }

        @Override
        public void close() {
            closed.add("until closed");
            end.countDown();
        }
    }
}
