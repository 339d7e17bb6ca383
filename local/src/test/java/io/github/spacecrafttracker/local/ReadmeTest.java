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
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/** The README's tables say what the code does. */
class ReadmeTest {
    private final Readme readme = Readme.read();

    @Test
    void listsEveryTopicAndNoOther() {
        assertThat(readme.column("Topics", 0))
                .containsExactlyElementsOf(Topics.withPrefix("spacecraft").all().stream()
                        .map(topic -> Readme.code(topic.name()))
                        .toList());
    }

    @Test
    void listsEverySnapshotHeaderAndNoOther() {
        var headers = new SnapshotHeaders(1, "page", SnapshotHeaders.MADE_UP, 1, true, Instant.EPOCH).write();
        assertThat(readme.column("Snapshot headers", 0))
                .containsExactlyElementsOf(
                        headers.stream().map(Header::key).map(Readme::code).toList());
    }

    @Test
    void listsEveryTypeOfEventWithItsTopicAndAnExample() {
        for (var type : ChangeType.values()) {
            assertThat(readme.rows("Events")).anySatisfy(row -> assertThat(row)
                    .startsWith(
                            Readme.code(type.ceType()), Readme.code(type.kind().topicSuffix())));
            assertThat(readme.section("Events")).contains(Readme.code(type.shortName()));
        }
    }

    @Test
    void listsEveryOutcomeOfAPoll() {
        assertThat(readme.column("Poll reports", 0))
                .containsAll(Stream.of(Outcome.values())
                        .map(outcome -> Readme.code(outcome.label()))
                        .toList());
    }

    @Test
    void listsEveryExitCodeAndThoseOfSignals() {
        var own = Stream.of(ExitCode.values()).map(ExitCode::code);
        assertThat(readme.column("Exit codes", 0))
                .containsExactlyElementsOf(Stream.concat(own, Stream.of(130, 143))
                        .map(code -> Readme.code(code.toString()))
                        .toList());
    }

    @Test
    void listsEveryPathOfTheApi() {
        var paths = Json.MAPPER.readTree(Contracts.openApi()).path("paths").propertyNames();
        assertThat(readme.column("Endpoints", 1))
                .containsAll(paths.stream()
                        .filter(path -> !paths.contains(path + "/"))
                        .map(Readme::code)
                        .toList());
    }

    @Test
    void listsEverySettingWithItsDefault() {
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
    void listsTheSettingsThatHaveNoDefaultOrAreReadElsewhere() {
        assertSetting("LL2_BASE_URL", "https://ll.thespacedevs.com/2.3.0");
        assertSetting("POLLER_MANAGEMENT_PORT", "8082");
        assertSetting("LOCAL_KAFKA_PORT", "9092");
        assertSetting("LOCAL_DATA_DIR", ".data");
        assertSetting("LOG_LEVEL", "INFO");
        assertSetting("LOG_FORMAT", "text");
        assertThat(readme.column("Settings", 1)).contains("`LL2_API_TOKEN`", "`HTTP_PUBLIC_URL`", "`INSTANCE_ADDRESS`");
    }

    private void assertSetting(String name, String standard) {
        assertThat(readme.rows("Settings")).as(name).anySatisfy(row -> assertThat(row.subList(1, 3))
                .containsExactly(Readme.code(name), Readme.code(standard)));
    }
}
