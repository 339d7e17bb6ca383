package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.service.config.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalSettingsTest {
    @Test
    void a_setting_that_local_mode_ignores_causes_a_warning_and_is_not_listed_as_effective() {
        var environment = new Environment(Map.of(
                "TOPIC_REPLICATION", "3",
                "INSTANCE_ADDRESS", "a:1",
                "DRAIN_SECONDS", "5",
                "LL2_API_TOKEN", "s3cret"));

        LocalSettings.from(environment);

        assertThat(environment.warnings())
                .extracting(line -> line.substring(0, line.indexOf(" is set but has no effect: ")))
                .containsExactly("TOPIC_REPLICATION", "INSTANCE_ADDRESS", "DRAIN_SECONDS", "LL2_API_TOKEN");
        assertThat(environment.warnings().toString()).doesNotContain("s3cret");
        assertThat(environment.effective())
                .doesNotContainKeys("TOPIC_REPLICATION", "INSTANCE_ADDRESS", "DRAIN_SECONDS", "LL2_API_TOKEN");
    }

    @Test
    void a_token_is_effective_if_an_upstream_api_is_set() {
        var environment = new Environment(
                Map.of("LL2_BASE_URL", "https://example.org/2.3.0", "LL2_API_TOKEN", "s3cret", "STREAM_THREADS", "2"));

        LocalSettings.from(environment);

        assertThat(environment.warnings()).isEmpty();
        assertThat(environment.effective())
                .containsEntry("LL2_API_TOKEN", "(set)")
                .doesNotContainKey("DRAIN_SECONDS");
    }
}
