package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.contract.Contracts;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poller.PollerSettings;
import io.github.spacecrafttracker.service.config.Environment;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.lifecycle.ExitCode;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.streams.StreamsSettings;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/** The tables in docs/reference match the code. */
class ReferenceTest {
    @Test
    void exactly_the_topics_of_the_code_are_listed() {
        assertThat(Document.reference("topics").column("Topics", 0))
                .containsExactlyElementsOf(Topics.withPrefix("spacecraft").all().stream()
                        .map(topic -> Document.code(topic.name()))
                        .toList());
    }

    @Test
    void exactly_the_snapshot_headers_of_the_code_are_listed() {
        var headers = new SnapshotHeaders(1, "page", SnapshotHeaders.MADE_UP, 1, true, Instant.EPOCH).write();
        assertThat(Document.reference("topics").column("Snapshot headers", 0))
                .containsExactlyElementsOf(
                        headers.stream().map(Header::key).map(Document::code).toList());
    }

    @Test
    void every_type_of_event_is_listed_with_its_topic_and_an_example() {
        var events = Document.reference("events");
        for (var type : ChangeType.values()) {
            assertThat(events.rows("Types")).anySatisfy(row -> assertThat(row)
                    .startsWith(
                            Document.code(type.ceType()),
                            Document.code(type.kind().topicSuffix())));
            assertThat(events.section("Examples")).contains(Document.code(type.shortName()));
        }
    }

    @Test
    void every_outcome_of_a_poll_is_listed() {
        assertThat(Document.reference("topics").column("Poll reports", 0))
                .containsAll(Stream.of(Outcome.values())
                        .map(outcome -> Document.code(outcome.label()))
                        .toList());
    }

    @Test
    void every_exit_code_including_those_of_signals_is_listed() {
        var own = Stream.of(ExitCode.values()).map(ExitCode::code);
        assertThat(Document.reference("settings").column("Exit codes", 0))
                .containsExactlyElementsOf(Stream.concat(own, Stream.of(130, 143))
                        .map(code -> Document.code(code.toString()))
                        .toList());
    }

    @Test
    void every_path_of_the_api_is_listed() {
        var paths = Json.MAPPER.readTree(Contracts.openApi()).path("paths").propertyNames();
        assertThat(Document.reference("http").column("Endpoints", 1))
                .containsAll(paths.stream()
                        .filter(path -> !paths.contains(path + "/"))
                        .map(Document::code)
                        .toList());
    }

    @Test
    void exactly_the_reasons_of_the_feed_are_listed() {
        var schemas = Json.MAPPER.readTree(Contracts.openApi()).at("/components/schemas");
        var reasons = Stream.of("FeedError", "FeedGone")
                .flatMap(schema ->
                        schemas.path(schema).at("/properties/reason/enum").valueStream())
                .map(reason -> Document.code(reason.stringValue()))
                .toList();
        var listed = String.join(",", Document.reference("http").column("Errors of the feed", 1));
        assertThat(Pattern.compile("`[a-z-]+`").matcher(listed).results().map(MatchResult::group))
                .containsExactlyInAnyOrderElementsOf(reasons);
    }

    @Test
    void every_setting_is_listed_with_its_default() {
        var environment = new Environment(Map.of());
        KafkaSettings.from(environment);
        PollerSettings.from(environment);
        StreamsSettings.from(environment);
        assertThat(environment.effective()).isNotEmpty();
        environment.effective().forEach((name, standard) -> {
            if (!name.equals("INSTANCE_ADDRESS")) {
                assertSetting(name, standard);
            }
        });
    }

    @Test
    void settings_without_a_default_and_settings_that_are_read_elsewhere_are_listed() {
        assertSetting("LL2_BASE_URL", "https://ll.thespacedevs.com/2.3.0");
        assertSetting("POLLER_MANAGEMENT_PORT", "8082");
        assertSetting("LOCAL_KAFKA_PORT", "9092");
        assertSetting("LOCAL_DATA_DIR", ".data");
        assertSetting("LOG_LEVEL", "INFO");
        assertSetting("LOG_FORMAT", "text");
        assertThat(Document.reference("settings").column("Settings", 1))
                .contains("`LL2_API_TOKEN`", "`HTTP_PUBLIC_URL`", "`INSTANCE_ADDRESS`");
    }

    private void assertSetting(String name, String standard) {
        assertThat(Document.reference("settings").rows("Settings")).as(name).anySatisfy(row -> assertThat(
                        row.subList(1, 3))
                .containsExactly(Document.code(name), Document.code(standard)));
    }
}
