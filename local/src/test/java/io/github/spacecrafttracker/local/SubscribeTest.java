package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each example of {@code docs/subscribe.md} runs as it is written: with {@code curl}, {@code kcat}, the console consumer, a browser, and clients made by others. Those
 * that follow over HTTP go on exactly when the tracker was killed and has come back.
 */
@Tag("clients")
class SubscribeTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "subscribe.md");
    private static final Path TOOLS =
            Path.of("..", "target", "clients").toAbsolutePath().normalize();
    private static final int MORE = 3;
    private static final String OF_TWO = "Over HTTP, curl 2";
    private static final List<String> FOLLOWING =
            List.of("Over HTTP, Browser 1", "Over HTTP, Node 1", "Over HTTP, Python 1", "Over HTTP, Python 2");

    @TempDir
    static Path folder;

    private final Map<String, RunningExample> running = new LinkedHashMap<>();

    @Test
    void each_example_shows_every_event_and_goes_on_when_the_tracker_comes_back() throws Exception {
        assertToolsAreThere();
        var data = folder.resolve("data");
        var tracker = LocalProcess.start(data, Map.of());
        try {
            var kafka = tracker.bootstrapServers();
            var ports = Map.of("8080", port(URI.create(tracker.api()).getAuthority()), "9092", port(kafka));
            await().until(() -> !events(kafka).isEmpty());
            assertThat(Example.in(DOCUMENT)).containsKeys(FOLLOWING.toArray(String[]::new));
            for (var example : Example.in(DOCUMENT).values()) {
                var place = folder.resolve("example-" + running.size());
                running.put(example.name(), RunningExample.start(example, place, TOOLS, ports));
            }
            // In the one topic that all examples read.
            var some = events(kafka).stream()
                    .filter(id -> id.contains(":catalogue:"))
                    .toList();
            for (var started : running.entrySet()) {
                var name = started.getKey();
                var example = started.getValue();
                if (name.equals(OF_TWO)) {
                    await(name).until(() -> example.output().contains("id: "));
                } else {
                    await(name).untilAsserted(() -> assertThat(example.observations())
                            .as(name + ": " + example.output())
                            .containsAll(observations(some)));
                }
            }
            // What is to be seen after the restart is what came after the start of the last example.
            var before = events(kafka).size();

            tracker.kill();
            tracker = LocalProcess.start(
                    data, Map.of("HTTP_PORT", ports.get("8080"), "LOCAL_KAFKA_PORT", ports.get("9092")));
            tracker.api();
            await().until(() -> events(kafka).size() >= before + MORE);
            var all = events(kafka);
            for (var name : FOLLOWING) {
                var example = Objects.requireNonNull(running.get(name), name);
                await(name).untilAsserted(() -> assertThat(example.ids()).containsAll(all));
                assertThat(example.ids()).as(name).doesNotHaveDuplicates();
                for (var each : bySpacecraftAndKind(all).entrySet()) {
                    assertThat(bySpacecraftAndKind(example.ids()).get(each.getKey()))
                            .as(name)
                            .startsWith(each.getValue().toArray(String[]::new));
                }
            }
        } finally {
            running.values().forEach(RunningExample::close);
            tracker.close();
        }
    }

    private static void assertToolsAreThere() throws IOException {
        for (var needed : List.of("node_modules/eventsource", "python/httpx_sse")) {
            assertThat(TOOLS.resolve(needed))
                    .as("see .ci/run for how to get it")
                    .exists();
        }
        for (var program : List.of("curl", "kcat", "node", "chromium", "python3", "bash")) {
            assertThat(Arrays.stream(System.getenv("PATH").split(":", -1))
                            .map(place -> Path.of(place, program))
                            .filter(Files::isExecutable))
                    .as("%s is on the path; see .ci/run", program)
                    .isNotEmpty();
        }
        // What Kafka's own script does, on the class path of the test.
        var script = TOOLS.resolve("bin").resolve("kafka-console-consumer.sh");
        Files.createDirectories(script.getParent());
        Files.writeString(
                script,
                "#!/bin/sh\nexec '%s' -cp '%s' org.apache.kafka.tools.consumer.ConsoleConsumer \"$@\"\n"
                        .formatted(
                                Path.of(System.getProperty("java.home", ""), "bin", "java"),
                                System.getProperty("java.class.path", "")),
                UTF_8);
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    /** The ids of all that is committed. */
    private static List<String> events(String kafka) {
        var topics = Topics.withPrefix("spacecraft").changes().stream()
                .map(topic -> topic.name())
                .toList();
        return CommittedLog.read(kafka, topics).stream()
                .map(record -> CommittedLog.header(record, "ce_id"))
                .toList();
    }

    private static List<String> observations(List<String> ids) {
        return ids.stream().map(id -> id.substring(id.lastIndexOf(':') + 1)).toList();
    }

    private static Map<String, List<String>> bySpacecraftAndKind(List<String> ids) {
        return ids.stream()
                .collect(Collectors.groupingBy(
                        id -> id.substring(0, id.lastIndexOf(':')), Collectors.toCollection(ArrayList::new)))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> List.copyOf(each.getValue())));
    }

    private static String port(String hostAndPort) {
        return hostAndPort.substring(hostAndPort.lastIndexOf(':') + 1);
    }
}
