package io.github.spacecrafttracker.poller.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Budget;
import io.github.spacecrafttracker.poller.election.Leadership.LeadershipLostException;
import io.github.spacecrafttracker.poller.election.Leadership.LeadershipLostException.Reason;
import io.github.spacecrafttracker.poller.evaluate.Evaluation;
import io.github.spacecrafttracker.poller.evaluate.Evaluation.UnreadableRow;
import io.github.spacecrafttracker.poller.schedule.RequestBudget;
import io.github.spacecrafttracker.poller.schedule.Scheduler.ScheduledTask;
import io.github.spacecrafttracker.poller.state.PollerState;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TimedProducer;
import io.github.spacecrafttracker.service.text.Causes;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Writes each poll in one transaction, after a separate transaction that books its request. A
 * publisher that takes over the transactional id fences its predecessor, so only the newest one can
 * write. See docs/guarantees.md#g8.
 */
public final class Publisher implements AutoCloseable {
    // Longer than the transaction of the largest page, and short enough that readers do not wait
    // long for a dead poller.
    private static final Duration TRANSACTION = Duration.ofSeconds(30);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final Topics topics;
    private final String source;
    private final URI baseUrl;
    private final InstantSource clock;

    private Publisher(
            Producer<byte[], byte[]> producer, Topics topics, String source, URI baseUrl, InstantSource clock) {
        this.producer = producer;
        this.topics = topics;
        this.source = source;
        this.baseUrl = baseUrl;
        this.clock = clock;
    }

    /**
     * Takes over the transactional id: the open transaction of an older publisher is aborted, and
     * that publisher can no longer write.
     *
     * @param source of the bookings
     * @param baseUrl of the requests, without a slash at its end
     * @param commits measures each commit
     * @throws LeadershipLostException if the brokers reject it or cannot be reached
     */
    public static Publisher takeOver(
            KafkaSettings kafka, Topics topics, String source, URI baseUrl, InstantSource clock, Timer commits)
            throws LeadershipLostException {
        var settings = new HashMap<>(kafka.producer());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, kafka.topicPrefix() + "-poller");
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(TRANSACTION.toMillis()));
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, kafka.topicPrefix() + "-poller");
        var publisher = new Publisher(producer(settings, commits), topics, source, baseUrl, clock);
        try {
            publisher.producer.initTransactions();
            return publisher;
        } catch (KafkaException e) {
            publisher.close();
            throw lost(e);
        }
    }

    // The constructor fails if no broker's host name can be resolved.
    private static Producer<byte[], byte[]> producer(Map<String, Object> settings, Timer commits)
            throws LeadershipLostException {
        try {
            return new TimedProducer(settings, commits);
        } catch (KafkaException e) {
            throw new LeadershipLostException(
                    Reason.UNCONFIRMED,
                    "the brokers cannot be reached: check KAFKA_BOOTSTRAP_SERVERS and the name service: "
                            + Causes.inOneLine(e),
                    e);
        }
    }

    /** Returns the producer, for its metrics. */
    public Producer<byte[], byte[]> producer() {
        return producer;
    }

    /**
     * Books a request before it is sent, in a separate transaction. The commit also proves that no
     * other poller has taken over so far.
     *
     * @return the state with the booking
     * @throws LeadershipLostException as {@link #publish}
     */
    public PollerState book(ScheduledTask next, PollerState state) throws LeadershipLostException {
        var bookedAt = clock.instant();
        var booked = state.booked(bookedAt, bookedAt.minus(RequestBudget.REMEMBERED));
        var budget = next.budget().with(booked.bookings());
        var url = next.request().url(baseUrl).toString();
        try {
            producer.beginTransaction();
            commit(List.of(send(new Budget(source, bookedAt, url, budget.usageAt(bookedAt)), booked.lastTimestamp())));
            return booked;
        } catch (KafkaException | ExecutionException | InterruptedException e) {
            throw lost(e);
        }
    }

    /**
     * Publishes a poll, completely or not at all.
     *
     * @return the state after it
     * @throws LeadershipLostException if it was not published, or it is not certain that it was;
     *     this publisher can no longer be used
     */
    public PollerState publish(Evaluation evaluation) throws LeadershipLostException {
        var timestamp = evaluation.timestamp();
        try {
            producer.beginTransaction();
            var snapshots = evaluation.snapshots().stream().map(this::send).toList();
            var others = new ArrayList<Future<RecordMetadata>>();
            evaluation.deadLetters().forEach(letter -> others.add(send(letter, timestamp)));
            producer.flush();
            var offsets = offsetsAfter(evaluation.state().snapshotOffsets(), snapshots);
            evaluation.reports(offsets).forEach(report -> others.add(send(report, timestamp)));
            commit(others);
            return evaluation.next(offsets);
        } catch (KafkaException | ExecutionException | InterruptedException e) {
            throw lost(e);
        }
    }

    private void commit(List<Future<RecordMetadata>> written) throws ExecutionException, InterruptedException {
        producer.commitTransaction();
        // The commit fails if one of the writes did. This checks each of them, in case that ever
        // changes.
        for (var write : written) {
            write.get();
        }
    }

    /**
     * Aborts everything that is not committed. The interrupt flag is cleared in the meantime,
     * because the producer would fail on it.
     */
    @Override
    public void close() {
        var interrupted = Thread.interrupted();
        try {
            producer.close(CLOSING);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static List<Long> offsetsAfter(List<Long> before, List<Future<RecordMetadata>> written)
            throws ExecutionException, InterruptedException {
        var after = new ArrayList<>(before);
        for (var write : written) {
            var position = write.get();
            after.set(position.partition(), Math.max(after.get(position.partition()), position.offset()));
        }
        return List.copyOf(after);
    }

    private Future<RecordMetadata> send(Snapshot snapshot) {
        return producer.send(new ProducerRecord<>(
                topics.snapshots().name(),
                null,
                snapshot.observedAt().toEpochMilli(),
                Snapshot.key(snapshot.id()),
                snapshot.value(),
                snapshot.headers().write()));
    }

    private Future<RecordMetadata> send(UnreadableRow letter, Instant at) {
        var id = letter.row().id();
        var record = new ProducerRecord<byte[], byte[]>(
                topics.deadLetters().name(),
                null,
                at.toEpochMilli(),
                id == null ? null : Snapshot.key(id),
                letter.row().raw());
        letter.headers().writeTo(record.headers());
        return producer.send(record);
    }

    private Future<RecordMetadata> send(PollReport report, Instant at) {
        return producer.send(new ProducerRecord<>(
                topics.polls().name(), null, at.toEpochMilli(), report.key().getBytes(UTF_8), report.write()));
    }

    private static LeadershipLostException lost(Exception failure) {
        var cause = failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (cause instanceof InterruptedException || cause instanceof InterruptException) {
            return new LeadershipLostException(
                    Reason.UNCONFIRMED, "the poller was interrupted while publishing", cause);
        }
        if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
            return new LeadershipLostException(
                    Reason.FENCED, "another poller has taken over the transactional id", cause);
        }
        return new LeadershipLostException(
                Reason.UNCONFIRMED,
                "the brokers did not confirm a write: check that they are running and reachable: "
                        + Causes.inOneLine(cause),
                cause);
    }
}
