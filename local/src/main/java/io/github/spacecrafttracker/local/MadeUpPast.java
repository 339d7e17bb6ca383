package io.github.spacecrafttracker.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Afterwards;
import io.github.spacecrafttracker.poll.PollReport.Exchange;
import io.github.spacecrafttracker.poll.PollReport.ListRead;
import io.github.spacecrafttracker.poll.PollReport.Page;
import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Requests;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.service.text.Causes;
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
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A MADE-UP year before the first start of the local run, so that the history is not empty. It
 * consists of the snapshots that a poller would have written for the first steps of the scenario.
 * The streams service derives the changes from them, as from any snapshots.
 */
final class MadeUpPast {
    /** The last step of the scenario that is in the past: 32 steps are about a year. */
    static final int STEPS = 32;

    private static final Duration BEFORE_STEP = Duration.ofMinutes(3);
    private static final Duration REQUEST = Duration.ofSeconds(1);
    private static final Duration SINCE_LAST_STEP = Duration.ofHours(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private final KafkaSettings kafka;
    private final Topics topics;
    private final long[] lastOffsets;
    private final Scenario scenario;
    private final Instant end;
    private long observation;

    private MadeUpPast(KafkaSettings kafka, Topics topics, int partitions, Scenario scenario, Instant end) {
        this.kafka = kafka;
        this.topics = topics;
        this.scenario = scenario;
        this.end = end;
        lastOffsets = new long[partitions];
        Arrays.fill(lastOffsets, -1);
    }

    /**
     * Writes the past. If it is written again, its snapshots have the same observations, and the
     * streams service skips them.
     *
     * @param partitions the number of partitions of the snapshots
     * @param start the time of the first start of the local run
     * @throws StartException if a snapshot cannot be written
     */
    static MadeUpPast write(KafkaSettings kafka, Topics topics, int partitions, Scenario scenario, Instant start)
            throws StartException {
        var past = new MadeUpPast(kafka, topics, partitions, scenario, start.minus(SINCE_LAST_STEP));
        // Otherwise, the broker could compact the old snapshots before they are diffed.
        past.setCompaction(AlterConfigOp.OpType.SET);
        try (var producer =
                new KafkaProducer<>(settings(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            past.write(producer);
        } catch (ExecutionException e) {
            throw failed("written", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return past;
    }

    /**
     * Waits until the streams service has derived the changes.
     *
     * @throws StartException if this takes more than two minutes, or if the broker returns an error
     */
    void awaitDiffed() throws StartException {
        long began = System.nanoTime();
        try (var admin = Admin.create(kafka.admin())) {
            while (!isDiffed(admin)) {
                if (System.nanoTime() - began > LONGEST_WAIT.toNanos()) {
                    throw new StartException("the streams service has not read the made-up past within "
                            + LONGEST_WAIT.toMinutes() + " minutes: see the messages above, or start again");
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (ExecutionException e) {
            throw failed("read by the streams service", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        setCompaction(AlterConfigOp.OpType.DELETE);
    }

    private boolean isDiffed(Admin admin) throws ExecutionException, InterruptedException {
        var committed = admin.listConsumerGroupOffsets(kafka.topicPrefix() + "-diff")
                .partitionsToOffsetAndMetadata()
                .get();
        return IntStream.range(0, lastOffsets.length).allMatch(partition -> {
            var offset = committed.get(new TopicPartition(topics.snapshots().name(), partition));
            return lastOffsets[partition] < (offset == null ? 0 : offset.offset());
        });
    }

    /** Prevents compaction of the snapshots, or allows it again. */
    private void setCompaction(AlterConfigOp.OpType change) throws StartException {
        var topic =
                new ConfigResource(ConfigResource.Type.TOPIC, topics.snapshots().name());
        var never = new AlterConfigOp(new ConfigEntry(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "1"), change);
        try (var admin = Admin.create(kafka.admin())) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(never))).all().get();
        } catch (ExecutionException e) {
            throw failed("prepared: the compaction of its topic cannot be set", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void write(KafkaProducer<byte[], byte[]> producer) throws ExecutionException, InterruptedException {
        var sent = new ArrayList<>(sweep(producer, 0, timeOf(0)));
        for (int step = 1; step <= STEPS; step++) {
            // Confirms the state before the step, so that the bounds of the change are close
            // together.
            sent.addAll(sweep(producer, step - 1, timeOf(step).minus(BEFORE_STEP)));
            sent.addAll(sweep(producer, step, timeOf(step)));
        }
        for (var snapshot : sent) {
            var written = snapshot.get();
            lastOffsets[written.partition()] = written.offset();
        }
        report(producer);
    }

    private List<Future<RecordMetadata>> sweep(KafkaProducer<byte[], byte[]> producer, int step, Instant received) {
        var sent = new ArrayList<Future<RecordMetadata>>();
        observation++;
        var headers = new SnapshotHeaders(
                observation, "page", SnapshotHeaders.MADE_UP, 1, observation == 1, received.minus(REQUEST));
        for (var row : scenario.at(step)) {
            sent.add(producer.send(new ProducerRecord<>(
                    topics.snapshots().name(),
                    null,
                    received.toEpochMilli(),
                    Snapshot.key(row.required("id").longValue()),
                    canonical(row.toString()),
                    headers.write())));
        }
        return sent;
    }

    /** Reports the last sweep, so that the poller continues after it. */
    private void report(KafkaProducer<byte[], byte[]> producer) throws ExecutionException, InterruptedException {
        var requested = end.minus(REQUEST);
        var offsets = Arrays.stream(lastOffsets).boxed().toList();
        var rows = scenario.at(STEPS).size();
        var exchange = new Exchange("/spacecraft/", requested, end, null, 200, Outcome.ACCEPTED, null, observation);
        var page = new Page(
                SnapshotHeaders.MADE_UP,
                exchange,
                new ListRead(rows, rows, rows, List.of()),
                new Pass("normal", null, null, null, 0, null, 0, List.of(), null, null),
                new Afterwards(new Requests(1, 1, 0), 0, end, null, List.of(), offsets));
        var sweep = new Sweep(
                SnapshotHeaders.MADE_UP,
                observation,
                observation,
                requested,
                end,
                requested,
                false,
                "normal",
                1,
                rows,
                List.of(),
                List.of(),
                offsets);
        for (PollReport report : List.of(page, sweep)) {
            producer.send(new ProducerRecord<>(
                            topics.polls().name(),
                            null,
                            end.toEpochMilli(),
                            report.key().getBytes(UTF_8),
                            report.write()))
                    .get();
        }
    }

    private Instant timeOf(int step) {
        return end.minus(Scenario.TIME_PER_STEP.multipliedBy(STEPS - (long) step));
    }

    private static byte[] canonical(String row) {
        try {
            return CanonicalForm.of(row.getBytes(UTF_8));
        } catch (UnreadableException e) {
            throw new IllegalStateException("The recording is not valid", e);
        }
    }

    /**
     * Returns the settings of a producer without idempotence, because the broker forgets an
     * idempotent producer whose last record is a day old, and then rejects its next record. A
     * record that is repeated has no effect.
     */
    private static Map<String, Object> settings(KafkaSettings kafka) {
        var settings = new HashMap<>(kafka.producer());
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return settings;
    }

    private static StartException failed(String what, ExecutionException e) {
        return new StartException("the made-up past cannot be " + what + ": " + Causes.inOneLine(e), e);
    }

    private static StartException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StartException("the start was interrupted", e);
    }
}
