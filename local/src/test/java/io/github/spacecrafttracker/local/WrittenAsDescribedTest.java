package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.upstream.Fault;
import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.embedded.upstream.StubUpstream;
import io.github.spacecrafttracker.testkit.TopicReader;
import io.github.spacecrafttracker.topic.Topics;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/**
 * The records of the local run and the AsyncAPI document match in both directions: each record
 * matches a described message, and each described message is written.
 */
class WrittenAsDescribedTest {
    private static final Topics TOPICS = LocalProcess.TOPICS;
    private static final long FREEDOM = 551;
    private static final long DRAGON = 452;

    private final DescribedMessages described = new DescribedMessages("spacecraft");
    private final StubUpstream upstream = StubUpstream.start(0);

    @TempDir
    private Path data;

    @Test
    void every_record_is_a_described_message_and_every_described_message_is_written() throws Exception {
        upstream.serve(RecordedSpacecraft.all());
        try (upstream;
                var tracker = LocalProcess.following(upstream, data, Map.of());
                var all = CommittedLog.open(tracker.bootstrapServers(), TOPICS.all());
                var deadLetters = CommittedLog.open(tracker.bootstrapServers(), List.of(TOPICS.deadLetters()))) {
            awaitMessages(all, "swept", "appeared");
            var before = upstream.row(DRAGON).orElseThrow();
            upstream.remove(DRAGON);
            change(row -> row.put("in_space", false)
                    .put("flights_count", 9)
                    .putObject("status")
                    .put("id", 2));
            awaitMessages(all, "leftSpace", "statusChanged", "countsChanged", "removed");
            upstream.put(before);
            change(row -> row.put("in_space", true)
                    .put("name", "Freedom")
                    .putNull("serial_number")
                    .withObject("spacecraft_config")
                    .put("id", 99));
            awaitMessages(all, "enteredSpace", "detailsChanged", "reappeared");
            upstream.failUntilRecovered(Fault.rowWithoutInSpace());
            writeInvalidSnapshot(tracker);
            awaitMessages(deadLetters, "unreadableRow", "unreadableRecord");

            assertThat(described.notWritten()).isEmpty();
        }
    }

    private void change(Consumer<ObjectNode> change) {
        var row = upstream.row(FREEDOM).orElseThrow();
        change.accept(row);
        upstream.put(row);
    }

    private static void writeInvalidSnapshot(LocalProcess tracker) throws Exception {
        var settings = Map.<String, Object>of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, tracker.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPICS.snapshots().name(), "7", "not JSON".getBytes(UTF_8)))
                    .get();
        }
    }

    /**
     * Waits until each of these messages has been written, and asserts that all records are
     * described.
     */
    private void awaitMessages(TopicReader<String, byte[]> reader, String... messages) {
        var mismatches = new TreeSet<String>();
        var checked = new AtomicInteger();
        await().until(() -> {
            var records = reader.records();
            for (var record : records.subList(checked.getAndSet(records.size()), records.size())) {
                described.mismatch(record).ifPresent(mismatches::add);
            }
            return !mismatches.isEmpty() || Collections.disjoint(described.notWritten(), List.of(messages));
        });
        assertThat(mismatches).isEmpty();
    }
}
