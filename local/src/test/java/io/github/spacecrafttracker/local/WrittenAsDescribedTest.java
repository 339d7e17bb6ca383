package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.upstream.Fault;
import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.embedded.upstream.StubUpstream;
import io.github.spacecrafttracker.topic.Topic;
import io.github.spacecrafttracker.topic.Topics;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** What the whole of it writes to its topics and the AsyncAPI document, both ways: what is written is described, and what is described is written. */
class WrittenAsDescribedTest {
    private static final Topics TOPICS = Topics.withPrefix("spacecraft");
    private static final long FREEDOM = 551;
    private static final long OTHER = 452;

    private final DescribedMessages described = new DescribedMessages("spacecraft");
    private final StubUpstream upstream = StubUpstream.start(0);

    @TempDir
    private Path data;

    @Test
    void every_record_is_a_described_message_and_every_described_message_is_written() throws Exception {
        upstream.serve(RecordedSpacecraft.all());
        try (upstream;
                var tracker = LocalProcess.start(
                        data, Map.of("LL2_BASE_URL", upstream.baseUrl(), "LL2_REQUESTS_PER_HOUR", "36000"))) {
            awaitAll(tracker, TOPICS.all(), "swept", "appeared");
            var before = upstream.row(OTHER).orElseThrow();
            upstream.remove(OTHER);
            change(row -> row.put("in_space", false)
                    .put("flights_count", 9)
                    .putObject("status")
                    .put("id", 2));
            awaitAll(tracker, TOPICS.all(), "leftSpace", "statusChanged", "countsChanged", "removed");
            upstream.put(before);
            change(row -> row.put("in_space", true));
            awaitAll(tracker, TOPICS.all(), "enteredSpace", "reappeared");
            upstream.failUntilRecovered(Fault.rowWithoutInSpace());
            writeWhatIsNoSnapshot(tracker);
            awaitAll(tracker, List.of(TOPICS.deadLetters()), "unreadableRow", "unreadableRecord");

            assertThat(described.unseen()).isEmpty();
        }
    }

    private void change(Consumer<ObjectNode> change) {
        var row = upstream.row(FREEDOM).orElseThrow();
        change.accept(row);
        upstream.put(row);
    }

    private static void writeWhatIsNoSnapshot(LocalProcess tracker) throws Exception {
        var settings = Map.<String, Object>of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, tracker.bootstrapServers());
        try (var stranger = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            stranger.send(new ProducerRecord<>(TOPICS.snapshots().name(), "7", "no JSON".getBytes(UTF_8)))
                    .get();
        }
    }

    /** Waits until each of these messages was there, and requires that all that is in these topics is described. */
    private void awaitAll(LocalProcess tracker, List<Topic<?, ?>> topics, String... messages) {
        var names = topics.stream().map(Topic::name).toList();
        var faults = new TreeSet<String>();
        await().until(() -> {
            CommittedLog.read(tracker.bootstrapServers(), names)
                    .forEach(record -> described.fault(record).ifPresent(faults::add));
            return !faults.isEmpty() || Collections.disjoint(described.unseen(), List.of(messages));
        });
        assertThat(faults).isEmpty();
    }
}
