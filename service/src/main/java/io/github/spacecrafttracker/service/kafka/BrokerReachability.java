package io.github.spacecrafttracker.service.kafka;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Since when no broker has answered. Kafka's clients try again for ever and say nothing of it that an operator sees, so it is told here: once when it lasts, and once when it is over.
 * One thread looks, any may ask.
 */
public final class BrokerReachability implements MeterBinder {
    private static final Logger logger = LoggerFactory.getLogger(BrokerReachability.class);

    // Whoever looks asks them for something at least every 2 s, but for a poller that gave up its turn and rests for 8
    // s.
    private static final Duration WORTH_SAYING = Duration.ofSeconds(15);

    private final LongSupplier nanoTime;
    private volatile long heardAt;
    private double received;
    private boolean told;

    public BrokerReachability() {
        this(System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime()} */
    BrokerReachability(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.heardAt = nanoTime.getAsLong();
    }

    /** Sees whether anything has come; to be called often by the thread of a consumer, which may be another than before. */
    public void look(Consumer<?, ?> consumer) {
        // A connection says nothing: one may stand for long after its broker has gone.
        consumer.metrics().forEach((name, metric) -> {
            if (name.name().equals("incoming-byte-total") && name.group().equals("consumer-metrics")) {
                look((double) metric.metricValue());
            }
        });
    }

    /** @param total bytes that a consumer has received so far */
    void look(double total) {
        // A new consumer begins at 0, and has heard nothing.
        if (total > 0 && total != received) {
            received = total;
            if (told) {
                logger.info("the brokers answer again, after {} s", silence().toSeconds());
            }
            told = false;
            heardAt = nanoTime.getAsLong();
        } else if (!told && !faults().isEmpty()) {
            told = true;
            logger.warn(
                    "no broker has answered for {} s; tries again until one does",
                    silence().toSeconds());
        }
    }

    /** A line where they have been silent for longer than any is who works. */
    public List<String> faults() {
        var silence = silence();
        return silence.compareTo(WORTH_SAYING) < 0
                ? List.of()
                : List.of("no broker has answered for " + silence.toSeconds() + " s");
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("tracker.brokers.silent", () -> silence().toMillis() / 1000.0)
                .description("Since a broker last answered")
                .baseUnit("seconds")
                .register(registry);
    }

    private Duration silence() {
        return Duration.ofNanos(nanoTime.getAsLong() - heardAt);
    }
}
