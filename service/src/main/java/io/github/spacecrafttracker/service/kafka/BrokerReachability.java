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
 * Measures how long no broker has answered. Kafka's clients retry indefinitely without a log line
 * that an operator sees, so this class logs the start and the end of a long silence. One thread
 * observes; any thread may read.
 */
public final class BrokerReachability implements MeterBinder {
    private static final Logger logger = LoggerFactory.getLogger(BrokerReachability.class);

    // An observed consumer sends a request at least every 2 s, except for a poller that lost the
    // leadership and waits 8 s before it rejoins.
    private static final Duration TOLERATED_SILENCE = Duration.ofSeconds(15);

    private final LongSupplier nanoTime;
    private volatile long lastAnswerAt;
    private double bytesReceived;
    private boolean warned;

    public BrokerReachability() {
        this(System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime()} */
    BrokerReachability(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastAnswerAt = nanoTime.getAsLong();
    }

    /**
     * Checks whether the consumer has received anything. Must be called often, by the consumer's
     * thread; the consumer may be a new one.
     */
    public void observe(Consumer<?, ?> consumer) {
        // An open connection proves nothing: it can outlive its broker by a long time.
        consumer.metrics().forEach((name, metric) -> {
            if (name.name().equals("incoming-byte-total") && name.group().equals("consumer-metrics")) {
                observe((double) metric.metricValue());
            }
        });
    }

    /** @param total bytes that a consumer has received so far */
    void observe(double total) {
        // A new consumer starts at 0 and has received no answer.
        if (total > 0 && total != bytesReceived) {
            bytesReceived = total;
            if (warned) {
                logger.info("A broker answers again, after {} s", silence().toSeconds());
            }
            warned = false;
            lastAnswerAt = nanoTime.getAsLong();
        } else if (!warned && !problems().isEmpty()) {
            warned = true;
            logger.warn(
                    "No broker has answered for {} s; retrying until one does",
                    silence().toSeconds());
        }
    }

    /** Returns a line if the silence is longer than any that is normal. */
    public List<String> problems() {
        var silence = silence();
        return silence.compareTo(TOLERATED_SILENCE) < 0
                ? List.of()
                : List.of("no broker has answered for " + silence.toSeconds() + " s");
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("tracker.brokers.silent", () -> silence().toMillis() / 1000.0)
                .description("Time since a broker last answered")
                .baseUnit("seconds")
                .register(registry);
    }

    private Duration silence() {
        return Duration.ofNanos(nanoTime.getAsLong() - lastAnswerAt);
    }
}
