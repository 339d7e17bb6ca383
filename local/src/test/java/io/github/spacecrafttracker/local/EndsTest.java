package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.service.lifecycle.ExitCode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the process ends, and what it says. */
class EndsTest {
    @TempDir
    private Path data;

    @ParameterizedTest(name = "SIG{0}: {1}")
    @CsvSource({"INT, 130", "TERM, 143"})
    void a_signal_ends_it_and_frees_its_ports_before_it_says_so(String signal, int exitCode) throws Exception {
        try (var tracker = LocalProcess.start(data, Map.of())) {
            var port = URI.create(tracker.api()).getPort();
            assertThat(tracker.end(signal)).isEqualTo(exitCode);
            try (var free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(free.isBound()).isTrue();
            }
            assertThat(tracker.output()).last().asString().endsWith("local: stopped");
        }
    }

    @Test
    void all_wrong_settings_are_told_at_once() throws Exception {
        try (var tracker = LocalProcess.start(
                data,
                Map.of(
                        "LL2_BASE_URL", "http://127.0.0.1/2.2.0",
                        "LL2_REQUESTS_PER_HOUR", "0",
                        "HTTP_PORT", "eighty",
                        "KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"))) {
            assertThat(tracker.exitCode()).isEqualTo(ExitCode.SETTINGS.code());
            assertClear(tracker, "LL2_BASE_URL", "LL2_REQUESTS_PER_HOUR", "HTTP_PORT", "KAFKA_");
        }
    }

    @Test
    void a_port_that_is_wanted_twice_is_a_fault_of_settings() throws Exception {
        try (var tracker = LocalProcess.start(data, Map.of("HTTP_PORT", "8099", "LOCAL_KAFKA_PORT", "8099"))) {
            assertThat(tracker.exitCode()).isEqualTo(ExitCode.SETTINGS.code());
            assertClear(tracker, "HTTP_PORT and LOCAL_KAFKA_PORT are set to the same port, 8099");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOCAL_KAFKA_PORT", "HTTP_PORT", "MANAGEMENT_PORT", "POLLER_MANAGEMENT_PORT"})
    void a_port_in_use_is_named_with_its_setting(String setting) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var tracker = LocalProcess.start(data, Map.of(setting, Integer.toString(taken.getLocalPort())))) {
            assertThat(tracker.exitCode()).isEqualTo(ExitCode.START.code());
            assertClear(tracker, setting, Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void a_data_folder_in_use_is_refused() throws Exception {
        try (var first = LocalProcess.start(data, Map.of())) {
            first.api();
            try (var second = LocalProcess.start(data, Map.of())) {
                assertThat(second.exitCode()).isEqualTo(ExitCode.START.code());
                assertClear(second, "LOCAL_DATA_DIR");
            }
        }
    }

    private static void assertClear(LocalProcess ended, String... told) {
        var output = String.join("\n", ended.output());
        assertThat(output).contains(told).doesNotContain("\tat ").doesNotContain("Exception");
    }
}
