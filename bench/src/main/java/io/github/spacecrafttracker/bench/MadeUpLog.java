package io.github.spacecrafttracker.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.snapshot.CanonicalForm;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topics of one made-up catalogue. As the poller does, it writes each page in a separate
 * transaction with its own observation. Not thread-safe.
 */
final class MadeUpLog implements AutoCloseable {
    private static final int PAGE = 100;
    private static final int ONE_OF = 100;
    private static final Duration REQUEST = Duration.ofMillis(300);

    private final MadeUpCatalogue catalogue = new MadeUpCatalogue();
    private final Topics topics;
    private final KafkaProducer<byte[], byte[]> producer;
    private final long[] lastOffsets;
    private final int[] revisions;
    private final byte[][] values;
    private final int spacecraft;
    private final Instant startedAt = Instant.now();
    private Instant receivedAt = startedAt;
    private long observation;
    private int passes;
    private int changes;

    private MadeUpLog(KafkaSettings kafka, int spacecraft) throws StartException, UnreadableException {
        this.topics = Topics.withPrefix(kafka.topicPrefix());
        this.spacecraft = spacecraft;
        revisions = new int[spacecraft + 1];
        values = new byte[spacecraft + 1][];
        for (int id = 1; id <= spacecraft; id++) {
            values[id] = catalogue.spacecraft(id, 0);
        }
        TopicSet.ensure(kafka, topics);
        lastOffsets = new long[kafka.partitions()];
        Arrays.fill(lastOffsets, -1);
        var settings = new HashMap<>(kafka.producer());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, kafka.topicPrefix() + "-poller");
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /** Writes the baseline: every spacecraft once, and the report of this sweep. */
    static MadeUpLog write(KafkaSettings kafka, int spacecraft)
            throws StartException, UnreadableException, ExecutionException, InterruptedException {
        var log = new MadeUpLog(kafka, spacecraft);
        log.sweep();
        log.report();
        return log;
    }

    /** Returns the mean size of a value, in bytes. */
    long meanBytes() {
        return Arrays.stream(values).skip(1).mapToLong(value -> value.length).sum() / spacecraft;
    }

    /** Returns the number of snapshots in the baseline and the passes. */
    long snapshots() {
        return spacecraft * (1L + passes);
    }

    /**
     * Returns the number of snapshots so far that differ from the previous snapshot of their
     * spacecraft. Each causes one event.
     */
    int changes() {
        return changes;
    }

    /** Writes the next spacecraft with a change, and returns the observation. */
    long change() throws UnreadableException, ExecutionException, InterruptedException {
        var id = 1 + changes % spacecraft;
        revise(id);
        commit(id, id);
        return observation;
    }

    /**
     * Writes every spacecraft once more. One in a hundred has changed, a different one each time.
     */
    void pass() throws UnreadableException, ExecutionException, InterruptedException {
        passes++;
        for (int id = 1; id <= spacecraft; id++) {
            if (id % ONE_OF == passes % ONE_OF) {
                revise(id);
            }
        }
        sweep();
    }

    private void revise(int id) throws UnreadableException {
        changes++;
        values[id] = catalogue.spacecraft(id, ++revisions[id]);
    }

    private void sweep() throws ExecutionException, InterruptedException {
        for (int first = 1; first <= spacecraft; first += PAGE) {
            commit(first, Math.min(first + PAGE - 1, spacecraft));
        }
    }

    private void commit(int firstId, int lastId) throws ExecutionException, InterruptedException {
        observation++;
        var now = Instant.now();
        receivedAt = now.isAfter(receivedAt) ? now : receivedAt;
        producer.beginTransaction();
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (int id = firstId; id <= lastId; id++) {
            sent.add(producer.send(snapshot(id)));
        }
        producer.commitTransaction();
        for (var record : sent) {
            var written = record.get();
            lastOffsets[written.partition()] = written.offset();
        }
    }

    private ProducerRecord<byte[], byte[]> snapshot(int id) {
        var firstSeen = 1 + (id - 1) / PAGE;
        var headers = new SnapshotHeaders(
                observation, "page", CanonicalForm.BASE_URL, firstSeen, true, receivedAt.minus(REQUEST));
        return new ProducerRecord<>(
                topics.snapshots().name(),
                null,
                receivedAt.toEpochMilli(),
                Snapshot.key(id),
                values[id],
                headers.write());
    }

    private void report() throws ExecutionException, InterruptedException {
        var sweep = new Sweep(
                SnapshotHeaders.MADE_UP,
                observation,
                1,
                startedAt,
                receivedAt,
                startedAt,
                true,
                "normal",
                (int) observation,
                spacecraft,
                List.of(),
                List.of(),
                Arrays.stream(lastOffsets).boxed().toList());
        producer.beginTransaction();
        var sent = producer.send(
                new ProducerRecord<>(topics.polls().name(), sweep.key().getBytes(UTF_8), sweep.write()));
        producer.commitTransaction();
        sent.get();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
