package io.github.spacecrafttracker.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownSettingsTest {
    private final UnknownSettings misspelt = new UnknownSettings(List.of(
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
    void a_name_near_a_real_one_is_told_with_it(String name, String real) {
        assertThat(misspelt.among(Map.of(name, "1")))
                .containsExactly(name + " is no setting and changes nothing; is " + real + " meant?");
    }

    @Test
    void all_are_told_by_name() {
        assertThat(misspelt.among(Map.of("LL2_MODES", "1", "HTTP_PORTS", "1", "LL2_MODE", "normal")))
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
    void what_is_a_setting_or_somebody_elses_is_passed_over(String name, String value) {
        assertThat(misspelt.among(Map.of(name, value))).isEmpty();
    }
}
