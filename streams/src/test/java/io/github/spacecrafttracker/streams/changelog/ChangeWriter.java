package io.github.spacecrafttracker.streams.changelog;

import io.cloudevents.CloudEvent;
import io.github.spacecrafttracker.change.Change;
import io.github.spacecrafttracker.change.Change.Counts;
import io.github.spacecrafttracker.change.Change.CountsChanged;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.streams.SnapshotLog;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes changes in transactions as the diff does, for tests of components that read changes. */
public final class ChangeWriter implements AutoCloseable {
    private static final int SPACECRAFT = 50;

    private final SnapshotLog log;
    private final KafkaProducer<String, CloudEvent> producer;
    private long observation;

    public ChangeWriter(SnapshotLog log) {
        this.log = log;
        var settings = new HashMap<>(log.kafka.producer());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, log.kafka.topicPrefix() + "-writer");
        var topic = log.topics.inSpace();
        producer = new KafkaProducer<>(
                settings, topic.key().serializer(), topic.value().serializer());
        producer.initTransactions();
    }

    /**
     * Commits changes in one transaction.
     *
     * @param name the name of each spacecraft; a long name makes large events
     */
    public void commit(int count, String name) {
        producer.beginTransaction();
        for (int number = 0; number < count; number++) {
            var change = change(name);
            var unused = producer.send(new ProducerRecord<>(
                    log.topics.changes(change.type().kind()).name(),
                    null,
                    change.observedAt().toEpochMilli(),
                    Long.toString(change.spacecraft().id()),
                    change.toCloudEvent(SnapshotLog.SOURCE)));
        }
        // Throws the cause if a record was not sent.
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    private Change change(String name) {
        observation++;
        var now = Instant.now();
        return new CountsChanged(
                new Spacecraft(observation % SPACECRAFT, name, null, null, null),
                new Counts(observation, 0L),
                new Counts(observation + 1, 0L),
                false,
                now,
                now,
                observation);
    }
}
