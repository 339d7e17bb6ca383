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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one Kafka Streams application of this process. The application ends as a whole with the first of its threads that dies. */
public final class StreamsRunner implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(StreamsRunner.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final String name;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private final GroupMembershipOperation atClose;
    private final TimeNotRunning timeNotRunning = new TimeNotRunning(System::nanoTime);
    private volatile boolean started;

    /**
     * Creates the application; {@link #start} starts it.
     *
     * @param name its name in messages and metrics
     * @param registry for its meters, and for those of Kafka Streams and its clients until it is closed
     */
    public StreamsRunner(String name, Supplier<Topology> topology, Properties properties, MeterRegistry registry) {
        this(name, topology, properties, StreamsClients.of(properties, TimedProducer.commits(registry)), registry);
    }

    /** Creates it with other Kafka clients. */
    public StreamsRunner(
            String name,
            Supplier<Topology> topology,
            Properties properties,
            KafkaClientSupplier clients,
            MeterRegistry registry) {
        this.name = name;
        // The group waits for a static member. Any other member leaves, so that the group need not wait for its
        // session.
        this.atClose = properties.containsKey(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG)
                ? GroupMembershipOperation.REMAIN_IN_GROUP
                : GroupMembershipOperation.LEAVE_GROUP;
        this.streams = new KafkaStreams(topology.get(), properties, clients);
        streams.setUncaughtExceptionHandler(failure -> {
            die(failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            timeNotRunning.enters(now);
            if (started) {
                dieIfInError(now);
            }
        });
        Gauge.builder("tracker.restoring", timeNotRunning, TimeNotRunning::seconds)
                .description("Time since it began to join its group and to restore its state; 0 while it runs")
                .baseUnit("seconds")
                .tags(tags())
                .strongReference(true)
                .register(registry);
        this.metrics = new KafkaStreamsMetrics(streams, tags());
        metrics.bindTo(registry);
    }

    /** Starts the application in its own thread, because a global store is first read to its end. {@link #ended} reports a failure. */
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

    /** Completes with the cause if the application dies, and normally when it is closed. */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** Waits at most 20 s, and logs a warning if the application was not closed in this time. */
    @Override
    public void close() {
        ended.complete(null);
        metrics.close();
        if (!streams.close(CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(atClose))) {
            logger.warn(
                    "The {} application was not closed within {} s; what it had not committed is processed again.",
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
        // Not before: a start that fails throws its cause, but the state changes first.
        started = true;
        dieIfInError(streams.state());
    }

    private void dieIfInError(State state) {
        if (state == State.PENDING_ERROR || state == State.ERROR) {
            die(new StreamsException("its state became " + state + " without a cause: a thread of it died"));
        }
    }

    /** Only the first cause is kept. */
    private void die(Throwable cause) {
        ended.completeExceptionally(
                new StreamsException("the " + name + " application died: " + cause.getMessage(), cause));
    }
}
