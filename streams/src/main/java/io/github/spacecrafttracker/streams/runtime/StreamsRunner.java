package io.github.spacecrafttracker.streams.runtime;

import io.github.spacecrafttracker.service.kafka.TimedProducer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one Kafka Streams application of this process. If one of its threads dies, the whole
 * application stops.
 */
public final class StreamsRunner implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(StreamsRunner.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final String name;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private final GroupMembershipOperation membershipAtClose;
    private final RestoringTime restoringTime = new RestoringTime(System::nanoTime);
    private volatile boolean started;

    /**
     * Creates the application; {@link #start} starts it.
     *
     * @param name the name of the application in messages and metrics
     * @param registry for the meters of the application, and until it is closed for those of Kafka
     *     Streams and its clients
     */
    public StreamsRunner(String name, Supplier<Topology> topology, Properties properties, MeterRegistry registry) {
        this(name, topology, properties, StreamsClients.of(properties, TimedProducer.commits(registry)), registry);
    }

    /** Creates the application with other Kafka clients. */
    public StreamsRunner(
            String name,
            Supplier<Topology> topology,
            Properties properties,
            KafkaClientSupplier clients,
            MeterRegistry registry) {
        this.name = name;
        // The group waits for a static member to return. Any other member leaves, so that the group
        // does not wait for its session timeout.
        this.membershipAtClose = properties.containsKey(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG)
                ? GroupMembershipOperation.REMAIN_IN_GROUP
                : GroupMembershipOperation.LEAVE_GROUP;
        this.streams = new KafkaStreams(topology.get(), properties, clients);
        streams.setUncaughtExceptionHandler(failure -> {
            die(failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            restoringTime.stateChanged(now);
            if (started) {
                dieIfInError(now);
            }
        });
        Gauge.builder("tracker.restoring", restoringTime, RestoringTime::seconds)
                .description(
                        "Time for which the application has been joining its group and restoring its state; 0 while it runs")
                .baseUnit("seconds")
                .tags(tags())
                .strongReference(true)
                .register(registry);
        this.metrics = new KafkaStreamsMetrics(streams, tags());
        metrics.bindTo(registry);
    }

    /**
     * Starts the application in a separate thread, because Kafka Streams first restores its global
     * stores. {@link #ended} reports a failure.
     */
    public void start() {
        var thread = new Thread(this::run, name + "-start");
        thread.setDaemon(true);
        thread.start();
    }

    public KafkaStreams streams() {
        return streams;
    }

    public String name() {
        return name;
    }

    public boolean isRunning() {
        return streams.state() == State.RUNNING;
    }

    /**
     * Returns a future that fails with the cause if the application dies, and completes normally
     * when it is closed.
     */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** Closes the application. Waits at most 20 s, and logs a warning if that is not enough. */
    @Override
    public void close() {
        ended.complete(null);
        metrics.close();
        if (!streams.close(CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(membershipAtClose))) {
            logger.warn(
                    "The {} application was not closed within {} s. Records that it did not commit are processed again.",
                    name,
                    CLOSE_TIMEOUT.toSeconds());
        }
    }

    private List<Tag> tags() {
        return List.of(Tag.of("application", name));
    }

    private void run() {
        try {
            streams.start();
        } catch (StreamsException | IllegalStateException e) {
            die(e);
        }
        // Checked only now, because if the start fails, the state changes before the cause is
        // thrown.
        started = true;
        dieIfInError(streams.state());
    }

    private void dieIfInError(State state) {
        if (state == State.PENDING_ERROR || state == State.ERROR) {
            die(new StreamsException("one of its threads died without a known cause; its state is " + state));
        }
    }

    // Only the first cause is kept.
    private void die(Throwable cause) {
        ended.completeExceptionally(
                new StreamsException("the " + name + " application died: " + cause.getMessage(), cause));
    }

    /**
     * The time for which an application has been joining its group or restoring its state.
     * Thread-safe.
     */
    static final class RestoringTime {
        private static final double NANOS_PER_SECOND = 1e9;

        private final LongSupplier nanoTime;

        // Null while the application runs.
        private volatile @Nullable Long startedAt;

        /** @param nanoTime a source such as {@link System#nanoTime()} */
        RestoringTime(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
            this.startedAt = nanoTime.getAsLong();
        }

        void stateChanged(State state) {
            if (state == State.RUNNING) {
                startedAt = null;
            } else if (startedAt == null) {
                startedAt = nanoTime.getAsLong();
            }
        }

        /** Returns 0 while the application runs. */
        double seconds() {
            var since = startedAt;
            return since == null ? 0 : (nanoTime.getAsLong() - since) / NANOS_PER_SECOND;
        }
    }
}
