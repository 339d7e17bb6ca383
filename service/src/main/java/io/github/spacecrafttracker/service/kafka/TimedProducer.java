package io.github.spacecrafttracker.service.kafka;

import io.github.spacecrafttracker.service.management.Metrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer of bytes that measures its commits. */
public final class TimedProducer extends KafkaProducer<byte[], byte[]> {
    private static final Duration[] BUCKETS =
            Metrics.buckets(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000);

    private final Timer commits;

    /**
     * @param commits see {@link #commits}
     * @throws org.apache.kafka.common.KafkaException if the settings are not valid for a producer
     */
    public TimedProducer(Map<String, Object> settings, Timer commits) {
        super(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.commits = commits;
    }

    /**
     * Returns the timer of all commits, including those that fail. The metric exists before the
     * first commit.
     */
    public static Timer commits(MeterRegistry registry) {
        return Timer.builder("tracker.commit.duration")
                .description("Duration of the commit of a transaction")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    @Override
    public void commitTransaction() {
        commits.record(super::commitTransaction);
    }
}
