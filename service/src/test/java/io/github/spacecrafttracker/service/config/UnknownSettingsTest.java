package io.github.spacecrafttracker.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownSettingsTest {
    private final UnknownSettings unknown = new UnknownSettings(List.of(
            "HTTP_PORT",
            "HTTP_PUBLIC_URL",
            "LL2_MODE",
            "LL2_REQUESTS_PER_HOUR",
            "LOG_LEVEL",
            "POLLER_MANAGEMENT_PORT"));

    @ParameterizedTest
    @CsvSource({
        "LL2_REQUEST_PER_HOUR, LL2_REQUESTS_PER_HOUR",
        "LL2_REQUESTS_PER_HOURS, LL2_REQUESTS_PER_HOUR",
        "LL2_MODUS, LL2_MODE",
        "HTTP_PROT, HTTP_PORT",
        "HTTP_PUBLIC_URI, HTTP_PUBLIC_URL",
        "POLLER_PORT, POLLER_MANAGEMENT_PORT"
    })
    void the_closest_setting_is_suggested(String name, String closest) {
        assertThat(unknown.warnings(Map.of(name, "1")))
                .containsExactly(name + " is not a setting and has no effect. Did you mean " + closest + "?");
    }

    @Test
    void all_unknown_settings_are_reported_in_alphabetical_order() {
        assertThat(unknown.warnings(Map.of("LL2_MODES", "1", "HTTP_PORTS", "1", "LL2_MODE", "normal")))
                .extracting(line -> line.substring(0, line.indexOf(' ')))
                .containsExactly("HTTP_PORTS", "LL2_MODES");
    }

    @ParameterizedTest
    @CsvSource({
        "LL2_MODE, normal",
        "HOME, /root",
        "LL2_MODES, ' '",
        "ll2_modes, normal",
        "STREAM_THREADS, of another service",
        "HTTP_PROXY, http://proxy:3128",
        "LOG_DIR, /var/log",
        "POLLER_SERVICE_HOST, 10.0.0.1",
        "POLLER_SERVICE_PORT_HTTP, 8082",
        "POLLER_PORT, tcp://10.0.0.1:8082",
        "POLLER_PORT_8082_TCP_ADDR, 10.0.0.1"
    })
    void settings_and_variables_of_other_programs_are_not_reported(String name, String value) {
        assertThat(unknown.warnings(Map.of(name, value))).isEmpty();
    }
}
