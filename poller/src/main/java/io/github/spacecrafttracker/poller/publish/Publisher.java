package io.github.spacecrafttracker.poller.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poller.memory.Knowledge;
import io.github.spacecrafttracker.poller.turn.FencedException;
import io.github.spacecrafttracker.poller.turn.TurnOverException;
import io.github.spacecrafttracker.service.Cause;
import io.github.spacecrafttracker.service.CommitTimer;
import io.github.spacecrafttracker.service.KafkaSettings;
import io.github.spacecrafttracker.service.TimedProducer;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Duration;
import java.time.Instant;
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
 * Writes polls, one transaction each. Whoever takes over its transactional id fences it off: of two publishers only the younger writes.
 */
public final class Publisher implements AutoCloseable {
    // Longer than a transaction of the largest page, short enough that readers don't wait for a dead poller.
    private static final Duration TRANSACTION = Duration.ofSeconds(30);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final Topics topics;

    private Publisher(Producer<byte[], byte[]> producer, Topics topics) {
        this.producer = producer;
        this.topics = topics;
    }

    /**
     * Takes over the transactional id: what an older publisher left open is aborted, and nothing more of it can come.
     *
     * @param commits times each
     * @throws TurnOverException where the brokers don't let it
     */
    public static Publisher takeOver(KafkaSettings kafka, Topics topics, CommitTimer commits) throws TurnOverException {
        var settings = new HashMap<>(kafka.producer());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, kafka.topicPrefix() + "-poller");
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(TRANSACTION.toMillis()));
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, kafka.topicPrefix() + "-poller");
        var publisher = new Publisher(producer(settings, commits), topics);
        try {
            publisher.producer.initTransactions();
            return publisher;
        } catch (KafkaException e) {
            publisher.close();
            throw turnOver(e);
        }
    }

    // It fails where no broker's name can be looked up.
    private static Producer<byte[], byte[]> producer(Map<String, Object> settings, CommitTimer commits)
            throws TurnOverException {
        try {
            return new TimedProducer(settings, commits);
        } catch (KafkaException e) {
            throw new TurnOverException("the brokers can't be asked: " + Cause.inOneLine(e), e);
        }
    }

    /** For its metrics. */
    public Producer<byte[], byte[]> producer() {
        return producer;
    }

    /**
     * Publishes a poll, wholly or not at all.
     *
     * @param offsets the last snapshot offset of every partition before it; -1 where there is none
     * @return what is known after it
     * @throws TurnOverException where it was not published, or it can't be told whether it was; this publisher is of no more use
     */
    public Knowledge publish(Publication publication, List<Long> offsets) throws TurnOverException {
        return inTransaction(others -> {
            var snapshots = publication.snapshots().stream().map(this::send).toList();
            publication.deadLetters().forEach(letter -> others.add(send(letter)));
            producer.flush();
            var concluded = publication.conclude().apply(offsetsAfter(offsets, snapshots));
            concluded.reports().forEach(report -> others.add(send(report, publication.at())));
            return concluded.after();
        });
    }

    /**
     * Books a request before it is sent, on its own: that it is committed also says that nobody has taken over up to now.
     *
     * @throws TurnOverException as {@link #publish}
     */
    public void book(PollReport.Budget booking) throws TurnOverException {
        inTransaction(written -> written.add(send(booking, booking.bookedAt())));
    }

    /** Sends records, whose futures it adds to what it is given. */
    @FunctionalInterface
    private interface Sending<T> {
        T send(List<Future<RecordMetadata>> written) throws ExecutionException, InterruptedException;
    }

    private <T> T inTransaction(Sending<T> sending) throws TurnOverException {
        try {
            var written = new ArrayList<Future<RecordMetadata>>();
            producer.beginTransaction();
            var result = sending.send(written);
            producer.commitTransaction();
            // The commit fails where one of them did; this says so of each, should that ever change.
            for (var each : written) {
                each.get();
            }
            return result;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw turnOver(new InterruptException(e));
        } catch (ExecutionException e) {
            throw turnOver(e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw turnOver(e);
        }
    }

    /** What was not committed is aborted. Where the thread is interrupted that is for later: the producer would take it for a fault. */
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
        for (var each : written) {
            var place = each.get();
            after.set(place.partition(), Math.max(after.get(place.partition()), place.offset()));
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

    private Future<RecordMetadata> send(Publication.Letter letter) {
        var record = new ProducerRecord<byte[], byte[]>(
                topics.deadLetters().name(),
                null,
                letter.readAt().toEpochMilli(),
                letter.id() == null ? null : Snapshot.key(letter.id()),
                letter.raw());
        letter.why().writeTo(record.headers());
        return producer.send(record);
    }

    private Future<RecordMetadata> send(PollReport report, Instant at) {
        return producer.send(new ProducerRecord<>(
                topics.polls().name(), null, at.toEpochMilli(), report.key().getBytes(UTF_8), report.write()));
    }

    private static TurnOverException turnOver(Throwable cause) {
        if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
            return new FencedException(cause);
        }
        if (cause instanceof InterruptException) {
            return new TurnOverException("it was stopped while publishing", cause);
        }
        return new TurnOverException(
                "the brokers did not confirm what was published: " + Cause.inOneLine(cause), cause);
    }
}
