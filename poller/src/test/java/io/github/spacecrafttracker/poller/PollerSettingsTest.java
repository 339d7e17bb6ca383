package io.github.spacecrafttracker.poller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.spacecrafttracker.service.config.Environment;
import io.github.spacecrafttracker.service.config.InvalidSettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollerSettingsTest {
    @Test
    void the_default_is_launch_library_2_at_its_own_limit() {
        var settings = PollerSettings.from(new Environment(Map.of()));
        assertThat(settings.baseUrl()).hasToString("https://ll.thespacedevs.com/2.3.0");
        assertThat(settings.source()).isEqualTo("https://ll.thespacedevs.com/2.3.0");
        assertThat(settings.token()).isEmpty();
        assertThat(settings.requestsPerHour()).isEmpty();
        assertThat(settings.mode()).isEqualTo("normal");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "HTTP://LocalHost:8000/2.3.0/, http://localhost:8000/2.3.0",
        "https://ll.thespacedevs.com:443/2.3.0, https://ll.thespacedevs.com/2.3.0",
        "http://127.0.0.1:80/ll2/2.3.0, http://127.0.0.1/ll2/2.3.0",
    })
    void each_upstream_has_one_name(String set, String source) {
        assertThat(PollerSettings.from(new Environment(Map.of("LL2_BASE_URL", set)))
                        .source())
                .isEqualTo(source);
    }

    @Test
    void all_invalid_settings_are_reported_together_without_secrets() {
        var environment = new Environment(Map.of(
                "LL2_BASE_URL", "https://me:hush@ll.example/2.2.0",
                "LL2_REQUESTS_PER_HOUR", "many",
                "LL2_API_TOKEN", "hush",
                "LL2_MODE", "list"));
        PollerSettings.from(environment);
        var faults = catchThrowableOfType(InvalidSettingsException.class, environment::check)
                .errors();
        assertThat(faults).hasSize(3).noneMatch(line -> line.contains("hush"));
        assertThat(String.join("\n", faults)).contains("LL2_BASE_URL", "LL2_REQUESTS_PER_HOUR", "LL2_MODE");
        assertThat(environment.effective().toString()).doesNotContain("hush");
    }
}
