package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
 * Runs each example of {@code docs/subscribe.md} as written: with {@code curl}, {@code kcat}, the
 * console consumer, a browser, and client libraries. After the tracker is killed and restarted, the
 * examples that follow the feed over HTTP resume exactly where they stopped.
 */
@Tag("clients")
class SubscribeTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "subscribe.md");
    private static final Path TOOLS =
            Path.of("..", "target", "clients").toAbsolutePath().normalize();
    private static final int EVENTS_AFTER_RESTART = 3;
    private static final String FILTERED = "Over HTTP, curl 2";
    private static final List<String> FOLLOWING =
            List.of("Over HTTP, Browser 1", "Over HTTP, Node 1", "Over HTTP, Python 1", "Over HTTP, Python 2");

    @TempDir
    static Path directory;

    private final Map<String, RunningExample> running = new LinkedHashMap<>();

    @Test
    void each_example_prints_every_event_and_resumes_after_a_restart_of_the_tracker() throws Exception {
        assertToolsAreInstalled();
        var data = directory.resolve("data");
        var tracker = LocalProcess.start(data, Map.of());
        try {
            var kafka = tracker.bootstrapServers();
            var ports = Map.of("8080", port(URI.create(tracker.api()).getAuthority()), "9092", port(kafka));
            awaitEvents(tracker, 1);
            assertThat(Example.in(DOCUMENT)).containsKeys(FOLLOWING.toArray(String[]::new));
            for (var example : Example.in(DOCUMENT).values()) {
                var exampleDirectory = directory.resolve("example-" + running.size());
                running.put(example.name(), RunningExample.start(example, exampleDirectory, TOOLS, ports));
            }
            // All examples read this topic.
            var catalogueEvents = events(tracker).stream()
                    .filter(id -> id.contains(":catalogue:"))
                    .toList();
            for (var started : running.entrySet()) {
                var name = started.getKey();
                var example = started.getValue();
                if (name.equals(FILTERED)) {
                    await(name).until(() -> example.output().contains("id: "));
                } else {
                    await(name).untilAsserted(() -> assertThat(example.observations())
                            .as(name + ": " + example.output())
                            .containsAll(observations(catalogueEvents)));
                }
            }
            // The last example may print only events that occur after its start.
            var before = events(tracker).size();

            tracker.kill();
            tracker = LocalProcess.start(
                    data, Map.of("HTTP_PORT", ports.get("8080"), "LOCAL_KAFKA_PORT", ports.get("9092")));
            tracker.api();
            awaitEvents(tracker, before + EVENTS_AFTER_RESTART);
            var all = events(tracker);
            for (var name : FOLLOWING) {
                var example = Objects.requireNonNull(running.get(name), name);
                await(name).untilAsserted(() -> assertThat(example.ids()).containsAll(all));
                assertThat(example.ids()).as(name).doesNotHaveDuplicates();
                for (var order : bySpacecraftAndKind(all).entrySet()) {
                    assertThat(bySpacecraftAndKind(example.ids()).get(order.getKey()))
                            .as(name)
                            .startsWith(order.getValue().toArray(String[]::new));
                }
            }
        } finally {
            running.values().forEach(RunningExample::close);
            tracker.close();
        }
    }

    private static void assertToolsAreInstalled() throws IOException {
        for (var needed : List.of("node_modules/eventsource", "python/httpx_sse")) {
            assertThat(TOOLS.resolve(needed))
                    .as("%s is missing; .ci/run installs it", needed)
                    .exists();
        }
        for (var program : List.of("curl", "kcat", "node", "chromium", "python3", "bash")) {
            assertThat(Arrays.stream(System.getenv("PATH").split(":", -1))
                            .map(path -> Path.of(path, program))
                            .filter(Files::isExecutable))
                    .as("%s is not on PATH; .ci/run installs it", program)
                    .isNotEmpty();
        }
        // Replaces Kafka's script, and uses the class path of the test.
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

    private static void awaitEvents(LocalProcess tracker, int count) {
        await().until(() -> events(tracker).size() >= count);
    }

    /** Returns the ids of all committed events. */
    private static List<String> events(LocalProcess tracker) {
        return tracker.changes().stream()
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
                .collect(Collectors.toMap(Map.Entry::getKey, events -> List.copyOf(events.getValue())));
    }

    private static String port(String hostAndPort) {
        return hostAndPort.substring(hostAndPort.lastIndexOf(':') + 1);
    }
}
