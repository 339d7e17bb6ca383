package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.lifecycle.ExitCode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the exit code and the last log lines of the local run. */
class ProcessExitTest {
    @TempDir
    private Path data;

    @Test
    void sigint_stops_the_process_and_its_ports_are_free_before_it_logs_stopped() throws Exception {
        try (var tracker = LocalProcess.start(data, Map.of())) {
            assertStops(tracker, "INT", 130);
            assertThat(tracker.output()).last().asString().endsWith("local: stopped");
        }
    }

    /** The banner is then part of the log, because log collectors read it line by line. */
    @Test
    void json_logs_contain_one_object_per_line_and_sigterm_stops_the_process_like_sigint() throws Exception {
        try (var tracker = LocalProcess.start(data, Map.of("LOG_FORMAT", "json"))) {
            var api = tracker.api();
            assertStops(tracker, "TERM", 143);
            var messages = tracker.output().stream()
                    .map(Json.MAPPER::readTree)
                    .map(line -> line.path("formattedMessage").asString(""))
                    .toList();
            assertThat(messages)
                    .doesNotContain("")
                    .contains("API: " + api, "data: " + data.resolve("made-up"))
                    .last()
                    .isEqualTo("local: stopped");
        }
    }

    @Test
    void all_invalid_settings_are_reported_together() throws Exception {
        try (var tracker = LocalProcess.start(
                data,
                Map.of(
                        "LL2_BASE_URL", "http://127.0.0.1/2.2.0",
                        "LL2_REQUESTS_PER_HOUR", "0",
                        "HTTP_PORT", "eighty",
                        "KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"))) {
            assertThat(tracker.exitCode()).isEqualTo(ExitCode.SETTINGS.code());
            assertReadable(tracker, "LL2_BASE_URL", "LL2_REQUESTS_PER_HOUR", "HTTP_PORT", "KAFKA_");
        }
    }

    @Test
    void two_settings_with_the_same_port_are_rejected() throws Exception {
        try (var tracker = LocalProcess.start(data, Map.of("HTTP_PORT", "8099", "LOCAL_KAFKA_PORT", "8099"))) {
            assertThat(tracker.exitCode()).isEqualTo(ExitCode.SETTINGS.code());
            assertReadable(tracker, "HTTP_PORT and LOCAL_KAFKA_PORT are set to the same port, 8099");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOCAL_KAFKA_PORT", "HTTP_PORT", "MANAGEMENT_PORT", "POLLER_MANAGEMENT_PORT"})
    void a_port_in_use_is_reported_with_its_setting(String setting) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var tracker = LocalProcess.start(data, Map.of(setting, Integer.toString(taken.getLocalPort())))) {
            assertThat(tracker.exitCode()).isEqualTo(ExitCode.START.code());
            assertReadable(tracker, setting, Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void a_data_directory_in_use_is_rejected() throws Exception {
        try (var broker = EmbeddedBroker.start(
                        Files.createDirectories(data.resolve("made-up")).resolve("kafka"), 0);
                var tracker = LocalProcess.start(data, Map.of())) {
            assertThat(tracker.exitCode()).as(broker.bootstrapServers()).isEqualTo(ExitCode.START.code());
            assertReadable(tracker, "LOCAL_DATA_DIR");
        }
    }

    private static void assertStops(LocalProcess tracker, String signal, int exitCode) throws Exception {
        var port = URI.create(tracker.api()).getPort();
        assertThat(tracker.stop(signal)).isEqualTo(exitCode);
        try (var free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(free.isBound()).isTrue();
        }
    }

    private static void assertReadable(LocalProcess ended, String... parts) {
        var output = String.join("\n", ended.output());
        assertThat(output).contains(parts).doesNotContain("\tat ").doesNotContain("Exception");
    }
}
