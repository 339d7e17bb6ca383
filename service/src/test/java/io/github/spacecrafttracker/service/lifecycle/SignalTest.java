package io.github.spacecrafttracker.service.lifecycle;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.JavaProcess;
import io.github.spacecrafttracker.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** The signals, exit codes and log lines of a service in a separate JVM. */
class SignalTest {
    @TempDir
    private Path directory;

    private @Nullable Process service;

    @AfterEach
    void leaveNothingRunning() {
        if (service != null) {
            service.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void a_signal_closes_in_reverse_order_logs_stopped_last_and_sets_the_exit_code(String signal, int code)
            throws Exception {
        var forked = start("run");
        await().until(() -> lines().stream().anyMatch(line -> line.contains("forked: started with")));

        new ProcessBuilder("kill", "-" + signal, Long.toString(forked.pid()))
                .start()
                .waitFor();

        assertThat(forked.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(forked.exitValue()).isEqualTo(code);
        assertThat(lines())
                .extracting(line -> line.replaceFirst(".*(closed|forked:)", "$1"))
                .endsWith("closed service", "closed client", "forked: stopped");
        assertThat(lines()).noneMatch(line -> line.contains("ERROR") || line.contains("\tat "));
    }

    @Test
    void a_service_that_cannot_start_exits_even_if_other_threads_are_running() throws Exception {
        var forked = start("fail");

        expectExit(forked, 3);
        assertThat(lines())
                .anyMatch(line -> line.endsWith("ERROR forked: cannot start:"))
                .anyMatch(line -> line.endsWith("ERROR   no broker responds"))
                .noneMatch(line -> line.contains("\tat ") || line.contains("Exception"));
    }

    @Test
    void a_call_of_system_exit_closes_the_service() throws Exception {
        var forked = start("exit");

        expectExit(forked, 7);
        assertThat(lines()).anyMatch(line -> line.endsWith("closed client"));
    }

    @Test
    void an_exception_is_logged_on_the_line_of_its_message() throws Exception {
        var forked = start("log");

        expectExit(forked, 0);
        assertThat(lines())
                .anyMatch(line -> line.endsWith(
                        "WARN  odd java.lang.IllegalStateException: a b Caused by: java.io.IOException: disk full"));
    }

    @Test
    void an_invalid_log_level_is_reported_without_a_stack_trace() throws Exception {
        var forked = start("run", Map.of("LOG_LEVEL", "loud"));

        expectExit(forked, 2);
        assertThat(lines())
                .extracting(line -> line.substring("00:00:00.000 ".length()))
                .containsExactly(
                        "ERROR forked: invalid settings:",
                        "ERROR   LOG_LEVEL is loud: set it to one of OFF, ERROR, WARN, INFO, DEBUG, TRACE",
                        "INFO  closed client");
    }

    @Test
    void the_log_level_applies_from_the_first_line() throws Exception {
        var forked = start("log", Map.of("LOG_LEVEL", " ERROR "));

        expectExit(forked, 0);
        assertThat(lines()).isEmpty();
    }

    @Test
    void the_log_level_applies_to_libraries() throws Exception {
        var forked = start("others", Map.of("LOG_LEVEL", "ERROR"));

        expectExit(forked, 0);
        assertThat(lines()).isEmpty();
    }

    @Test
    void untrusted_text_can_neither_forge_a_line_nor_control_the_terminal() throws Exception {
        var forked = start("others");

        assertThat(forked.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(lines())
                .extracting(line -> line.substring("00:00:00.000 ".length()))
                .contains("WARN  Dragon [1A 2K 00:00 ERROR forged tfel");
    }

    @Test
    void in_json_each_event_is_one_object_in_one_line_that_includes_the_stack_trace() throws Exception {
        var forked = start("log", Map.of("LOG_FORMAT", "json"));

        expectExit(forked, 0);
        var events = lines().stream().map(Json.MAPPER::readTree).toList();
        assertThat(events).allSatisfy(event -> assertThat(event.propertyNames())
                .contains("timestamp", "level", "threadName", "loggerName", "formattedMessage"));
        assertThat(events)
                .filteredOn(event -> event.path("level").asString().equals("WARN"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.at("/formattedMessage").asString()).isEqualTo("odd");
                    assertThat(event.at("/throwable/message").asString()).isEqualTo("a\n\tb");
                    assertThat(event.at("/throwable/stepArray")).isNotEmpty();
                    assertThat(event.at("/throwable/cause/message").asString()).isEqualTo("disk full");
                });
    }

    @Test
    void an_invalid_log_format_is_reported_as_text() throws Exception {
        var forked = start("run", Map.of("LOG_FORMAT", "xml"));

        expectExit(forked, 2);
        assertThat(lines())
                .extracting(line -> line.substring("00:00:00.000 ".length()))
                .containsExactly(
                        "ERROR forked: invalid settings:",
                        "ERROR   LOG_FORMAT is xml: set it to one of text, json",
                        "INFO  closed client");
    }

    private static void expectExit(Process forked, int code) throws InterruptedException {
        assertThat(forked.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(forked.exitValue()).isEqualTo(code);
    }

    private Process start(String what) throws IOException {
        return start(what, Map.of());
    }

    private Process start(String what, Map<String, String> settings) throws IOException {
        var forking = JavaProcess.running(Forked.class, "64m", what)
                .redirectErrorStream(true)
                .redirectOutput(output().toFile());
        forking.environment().putAll(settings);
        var forked = forking.start();
        service = forked;
        return forked;
    }

    private Path output() {
        return directory.resolve("output");
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(output());
    }

    /** A service with a thread that keeps the JVM running. */
    static final class Forked {
        private Forked() {}

        public static void main(String[] arguments) {
            var logger = LoggerFactory.getLogger("io.github.spacecrafttracker.service.forked");
            var never = new CountDownLatch(1);
            System.exit(Lifecycle.run("forked", (closer, environment) -> {
                closer.add((AutoCloseable) () -> logger.info("closed client"));
                environment.check();
                var other = new Thread(() -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        logger.info("interrupted");
                    }
                });
                other.start();
                if (arguments[0].equals("fail")) {
                    throw new StartException("no broker responds", new IllegalStateException());
                }
                if (arguments[0].equals("log")) {
                    logger.warn("odd", new IllegalStateException("a\n\tb", new IOException("disk full")));
                    never.countDown();
                }
                if (arguments[0].equals("others")) {
                    logger.warn("Dragon\u001b[1A\u009b2K\b\u2028\u0085\r\n00:00 ERROR forged\u202etfel\u0000");
                    LoggerFactory.getLogger("org.apache.kafka.clients").warn("of a library");
                    never.countDown();
                }
                if (arguments[0].equals("exit")) {
                    System.exit(7);
                }
                logger.info("is up");
                return new RunningService() {
                    private final CountDownLatch end = new CountDownLatch(never.getCount() == 0 ? 0 : 1);

                    @Override
                    public void await() throws InterruptedException {
                        end.await();
                    }

                    @Override
                    public void close() {
                        logger.info("closed service");
                        end.countDown();
                    }
                };
            }));
        }
    }
}
