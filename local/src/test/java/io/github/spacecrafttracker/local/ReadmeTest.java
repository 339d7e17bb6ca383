package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.openapi.OpenApi;
import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poller.PollerSettings;
import io.github.spacecrafttracker.service.Environment;
import io.github.spacecrafttracker.service.ExitCode;
import io.github.spacecrafttracker.service.KafkaSettings;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.streams.StreamsSettings;
import io.github.spacecrafttracker.topic.Json;
import io.github.spacecrafttracker.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/** The README's tables say what the code does. */
class ReadmeTest {
    private final List<String> readme = readme();

    @Test
    void listsEveryTopicAndNoOther() {
        assertThat(column("Topics", 0))
                .containsExactlyElementsOf(Topics.under("spacecraft").all().stream()
                        .map(topic -> code(topic.name()))
                        .toList());
    }

    @Test
    void listsEverySnapshotHeaderAndNoOther() {
        var headers = new SnapshotHeaders(1, "page", SnapshotHeaders.MADE_UP, 1, true).write();
        assertThat(column("Snapshot headers", 0))
                .containsExactlyElementsOf(
                        headers.stream().map(Header::key).map(ReadmeTest::code).toList());
    }

    @Test
    void listsEveryTypeOfEventWithItsTopicAndAnExample() {
        for (var type : ChangeType.values()) {
            assertThat(rows("Events")).anySatisfy(row -> assertThat(row)
                    .startsWith(code(type.ceType()), code(type.kind().topicSuffix())));
            assertThat(section("Events")).contains(code(type.word()));
        }
    }

    @Test
    void listsEveryOutcomeOfAPoll() {
        assertThat(column("Poll reports", 0))
                .containsAll(Stream.of(Outcome.values())
                        .map(outcome -> code(outcome.word()))
                        .toList());
    }

    @Test
    void listsEveryExitCodeAndThoseOfSignals() {
        var own = Stream.of(ExitCode.values()).map(ExitCode::code);
        assertThat(column("Exit codes", 0))
                .containsExactlyElementsOf(Stream.concat(own, Stream.of(130, 143))
                        .map(code -> code(code.toString()))
                        .toList());
    }

    @Test
    void listsEveryPathOfTheApi() {
        var paths = Json.MAPPER.readTree(OpenApi.document()).path("paths").propertyNames();
        assertThat(column("Endpoints", 1))
                .containsAll(paths.stream()
                        .filter(path -> !paths.contains(path + "/"))
                        .map(ReadmeTest::code)
                        .toList());
    }

    @Test
    void listsEverySettingWithItsDefault() {
        var environment = new Environment(Map.of());
        KafkaSettings.from(environment);
        PollerSettings.from(environment);
        StreamsSettings.from(environment);
        assertThat(environment.inForce()).isNotEmpty();
        environment.inForce().forEach((name, standard) -> {
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
        assertThat(column("Settings", 1)).contains("`LL2_API_TOKEN`", "`HTTP_PUBLIC_URL`", "`INSTANCE_ADDRESS`");
    }

    private void assertSetting(String name, String standard) {
        assertThat(rows("Settings")).as(name).anySatisfy(row -> assertThat(row.subList(1, 3))
                .containsExactly(code(name), code(standard)));
    }

    private List<String> column(String heading, int number) {
        return rows(heading).stream().map(row -> row.get(number)).toList();
    }

    /** The cells of all tables below a heading, without the tables' heads. */
    private List<List<String>> rows(String heading) {
        var lines = section(heading);
        return Stream.iterate(0, line -> line < lines.size(), line -> line + 1)
                .filter(line -> lines.get(line).startsWith("| ")
                        && !lines.get(line).startsWith("| ---")
                        && (line + 1 == lines.size() || !lines.get(line + 1).startsWith("| ---")))
                .map(line -> cells(lines.get(line)))
                .toList();
    }

    private List<String> section(String heading) {
        return readme.stream()
                .dropWhile(line -> !line.equals("## " + heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .toList();
    }

    private static List<String> cells(String row) {
        return Stream.of(row.substring(1).split("\\|", -1)).map(String::strip).toList();
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static List<String> readme() {
        var module = Path.of("").toAbsolutePath();
        var found = Stream.iterate(module, folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("README.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        try {
            return Files.readAllLines(found);
        } catch (IOException e) {
            throw new IllegalStateException("README.md cannot be read", e);
        }
    }
}
