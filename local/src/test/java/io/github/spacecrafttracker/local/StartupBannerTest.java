package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.service.config.Environment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartupBannerTest {
    @Test
    void the_banner_lists_the_addresses_of_the_local_run_and_commands_to_try() {
        assertThat(String.join("\n", banner(Map.of()).lines())).isEqualTo("""

                spacecraft-tracker: 19 spacecraft as recorded from Launch Library 2, followed by a MADE-UP scenario.

                  Kafka    127.0.0.1:9092, topics my.space.changes.*
                  page     http://127.0.0.1:8080/
                  API      http://127.0.0.1:8080/2.3.0/spacecraft/
                  streams  http://127.0.0.1:8081/health/ready and http://127.0.0.1:8081/metrics
                  poller   http://127.0.0.1:8082/health/ready and http://127.0.0.1:8082/metrics
                  data     /data/made-up

                Try:
                  curl 'http://127.0.0.1:8080/2.3.0/spacecraft/?limit=3'
                  kafka-console-consumer.sh --bootstrap-server 127.0.0.1:9092 --include 'my\\.space\\.changes\\..*'\
                 --from-beginning --isolation-level read_committed

                Data from The Space Devs (https://thespacedevs.com). Press Ctrl-C to stop.
                """);
    }

    @Test
    void the_log_contains_the_same_facts() {
        var banner = banner(Map.of());

        assertThat(banner.logLines())
                .containsExactly(
                        "19 spacecraft as recorded from Launch Library 2, followed by a MADE-UP scenario.",
                        "Kafka: 127.0.0.1:9092, topics my.space.changes.*",
                        "page: http://127.0.0.1:8080/",
                        "API: http://127.0.0.1:8080/2.3.0/spacecraft/",
                        "streams: http://127.0.0.1:8081/health/ready and http://127.0.0.1:8081/metrics",
                        "poller: http://127.0.0.1:8082/health/ready and http://127.0.0.1:8082/metrics",
                        "data: /data/made-up",
                        "Data from The Space Devs (https://thespacedevs.com).");
    }

    @Test
    void the_banner_names_the_upstream_api_and_the_cap_on_requests() {
        var followed = Map.of("LL2_BASE_URL", "https://example.org/2.3.0");
        var capped = Map.of("LL2_BASE_URL", "https://example.org/2.3.0", "LL2_REQUESTS_PER_HOUR", "15");

        assertThat(List.of(banner(followed), banner(capped)))
                .extracting(banner -> banner.logLines().get(0))
                .containsExactly(
                        "following https://example.org/2.3.0, as often as its rate limit allows.",
                        "following https://example.org/2.3.0, with at most 15 requests an hour.");
    }

    @Test
    void the_commands_can_be_pasted_into_any_shell() {
        assertThat(StartupBanner.listCommand("http://127.0.0.1:8080/2.3.0/spacecraft/"))
                .isEqualTo("curl 'http://127.0.0.1:8080/2.3.0/spacecraft/?limit=3'");
        assertThat(StartupBanner.subscribeCommand("localhost:9092", "my.space"))
                .contains(" 'my\\.space\\.changes\\..*' ");
    }

    @Test
    void the_readme_contains_the_same_subscribe_command() {
        var readme = String.join("\n", Document.read("README.md").section("Subscribe"))
                .replace(" \\\n ", "");

        assertThat(readme).contains(StartupBanner.subscribeCommand("localhost:9092", "spacecraft"));
    }

    private static StartupBanner banner(Map<String, String> settings) {
        var variables = new HashMap<>(settings);
        variables.put("TOPIC_PREFIX", "my.space");
        variables.put("LOCAL_DATA_DIR", "/data");
        return new StartupBanner(LocalSettings.from(new Environment(variables)), "127.0.0.1:9092", 8080, 8081, 8082);
    }
}
