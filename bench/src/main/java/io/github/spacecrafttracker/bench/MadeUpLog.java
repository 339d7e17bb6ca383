package io.github.spacecrafttracker.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.service.KafkaSettings;
import io.github.spacecrafttracker.service.StartException;
import io.github.spacecrafttracker.service.TopicSet;
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

/** The topics of one made-up catalogue, written in transactions of a page each, as the poller does. One thread at a time. */
final class MadeUpLog implements AutoCloseable {
    private static final int PAGE = 100;
    private static final int ONE_OF = 100;

    private final MadeUpCatalogue catalogue = new MadeUpCatalogue();
    private final Instant began = Instant.now();
    private final Topics topics;
    private final KafkaProducer<byte[], byte[]> producer;
    private final long[] lastOffsets;
    private final int[] revisions;
    private final int spacecraft;
    private long bytes;
    private int changes;
    private long observation = 1;

    private MadeUpLog(KafkaSettings kafka, int spacecraft) throws StartException {
        this.topics = Topics.under(kafka.topicPrefix());
        this.spacecraft = spacecraft;
        revisions = new int[spacecraft + 1];
        TopicSet.ensure(kafka, topics);
        lastOffsets = new long[kafka.partitions()];
        Arrays.fill(lastOffsets, -1);
        var settings = new HashMap<>(kafka.producer());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, kafka.topicPrefix() + "-poller");
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /** Writes so many spacecraft and the conclusion of the sweep that showed them. */
    static MadeUpLog write(KafkaSettings kafka, int spacecraft)
            throws StartException, UnreadableException, ExecutionException, InterruptedException {
        var log = new MadeUpLog(kafka, spacecraft);
        log.sweep();
        log.conclude();
        return log;
    }

    /** The mean size of a spacecraft as it is held. */
    long meanBytes() {
        return bytes / spacecraft;
    }

    /** One more spacecraft has new bytes. */
    void change() throws UnreadableException, ExecutionException, InterruptedException {
        observation++;
        changes++;
        var id = 1 + changes % spacecraft;
        revisions[id]++;
        commit(id, id);
    }

    /** All are shown once more, and one of a hundred, another one each time, has new bytes. */
    void pass() throws UnreadableException, ExecutionException, InterruptedException {
        observation++;
        for (int id = 1; id <= spacecraft; id++) {
            revisions[id] += id % ONE_OF == observation % ONE_OF ? 1 : 0;
        }
        sweep();
    }

    private void sweep() throws UnreadableException, ExecutionException, InterruptedException {
        for (int first = 1; first <= spacecraft; first += PAGE) {
            commit(first, Math.min(first + PAGE - 1, spacecraft));
        }
    }

    private void commit(int firstId, int lastId) throws UnreadableException, ExecutionException, InterruptedException {
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

    private ProducerRecord<byte[], byte[]> snapshot(int id) throws UnreadableException {
        var value = catalogue.spacecraft(id, revisions[id]);
        bytes += observation == 1 ? value.length : 0;
        return new ProducerRecord<>(
                topics.snapshots().name(),
                null,
                System.currentTimeMillis(),
                Snapshot.key(id),
                value,
                new SnapshotHeaders(observation, "page", CanonicalForm.BASE_URL, 1, true, Instant.EPOCH).write());
    }

    private void conclude() throws ExecutionException, InterruptedException {
        var sweep = new Sweep(
                SnapshotHeaders.MADE_UP,
                1,
                1,
                began,
                Instant.now(),
                began,
                true,
                "normal",
                (spacecraft + PAGE - 1) / PAGE,
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
