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
 * Measures the time since a broker last responded. Kafka's clients retry indefinitely, and the log
 * configuration suppresses their messages about it, so this class logs the start and the end of an
 * outage. One thread calls {@code observe}; any thread may read.
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

    /** @param nanoTime a clock such as {@link System#nanoTime()} */
    BrokerReachability(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastAnswerAt = nanoTime.getAsLong();
    }

    /**
     * Checks whether the consumer has received anything. The consumer's thread must call this
     * method often. The consumer may be a new one.
     */
    public void observe(Consumer<?, ?> consumer) {
        // An open connection does not prove that the broker is alive, because it can stay open long
        // after the broker has failed.
        consumer.metrics().forEach((name, metric) -> {
            if (name.name().equals("incoming-byte-total") && name.group().equals("consumer-metrics")) {
                observe((double) metric.metricValue());
            }
        });
    }

    /** @param total the number of bytes that a consumer has received so far */
    void observe(double total) {
        // A new consumer starts at 0 and has not received a response.
        if (total > 0 && total != bytesReceived) {
            bytesReceived = total;
            if (warned) {
                logger.info(
                        "A Kafka broker responded again after {} s.", silence().toSeconds());
            }
            warned = false;
            lastAnswerAt = nanoTime.getAsLong();
        } else if (!warned && !problems().isEmpty()) {
            warned = true;
            logger.warn(
                    "No Kafka broker has responded for {} s. Check that the brokers in KAFKA_BOOTSTRAP_SERVERS "
                            + "are running and reachable; retrying.",
                    silence().toSeconds());
        }
    }

    /** Returns a problem if no broker has responded for 15 s; otherwise an empty list. */
    public List<String> problems() {
        var silence = silence();
        return silence.compareTo(TOLERATED_SILENCE) < 0
                ? List.of()
                : List.of("no broker has responded for " + silence.toSeconds() + " s");
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("tracker.brokers.silent", () -> silence().toMillis() / 1000.0)
                .description("Time since a broker last responded")
                .baseUnit("seconds")
                .register(registry);
    }

    private Duration silence() {
        return Duration.ofNanos(nanoTime.getAsLong() - lastAnswerAt);
    }
}
