package io.github.spacecrafttracker.service.kafka;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer of bytes whose commits are timed. */
public final class TimedProducer extends KafkaProducer<byte[], byte[]> {
    private final CommitTimer commits;

    /** @throws org.apache.kafka.common.KafkaException where it cannot be made with these settings */
    public TimedProducer(Map<String, Object> settings, CommitTimer commits) {
        super(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.commits = commits;
    }

    @Override
    public void commitTransaction() {
        commits.time(super::commitTransaction);
    }
}
