package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.service.CommitTimer;
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

/** One Kafka Streams application of this process, which ends as a whole with the first of its threads that dies. */
final class Application implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);
    private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(20);

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final String name;
    private final KafkaStreams streams;
    private final GroupMembershipOperation atClose;
    private final Restoring restoring = new Restoring(System::nanoTime);
    private volatile boolean started;

    private Application(
            String name,
            Topology topology,
            Properties properties,
            KafkaClientSupplier clients,
            MeterRegistry registry) {
        this.name = name;
        // A member with a name of its own is waited for; any other leaves, so that nobody waits until its session has
        // expired.
        this.atClose = properties.containsKey(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG)
                ? GroupMembershipOperation.REMAIN_IN_GROUP
                : GroupMembershipOperation.LEAVE_GROUP;
        this.streams = new KafkaStreams(topology, properties, clients);
        streams.setUncaughtExceptionHandler(failure -> {
            die(failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            restoring.enters(now);
            if (started) {
                dieIfInError(now);
            }
        });
        Gauge.builder("tracker.restoring", restoring, Restoring::seconds)
                .description("How long it has been joining its group and reading its state back; 0 while it runs")
                .baseUnit("seconds")
                .tags(tags())
                .strongReference(true)
                .register(registry);
    }

    /**
     * Creates an application; {@link #start} starts it.
     *
     * @param name its name in messages and metrics
     * @param registry for its own meters
     */
    static Application of(String name, Supplier<Topology> topology, Properties properties, MeterRegistry registry) {
        return of(name, topology, properties, StreamsClients.of(properties, new CommitTimer(registry)), registry);
    }

    /** The same with other Kafka clients. */
    static Application of(
            String name,
            Supplier<Topology> topology,
            Properties properties,
            KafkaClientSupplier clients,
            MeterRegistry registry) {
        return new Application(name, topology.get(), properties, clients, registry);
    }

    /** Has the meters of Kafka Streams and of its clients registered, until that is closed. */
    KafkaStreamsMetrics measuredBy(MeterRegistry registry) {
        var metrics = new KafkaStreamsMetrics(streams, tags());
        metrics.bindTo(registry);
        return metrics;
    }

    /** Starts it in a thread of its own, for a global store is first read to its end. A failure is told by {@link #ended}. */
    void start() {
        var thread = new Thread(this::run, name + "-start");
        thread.setDaemon(true);
        thread.start();
    }

    KafkaStreams streams() {
        return streams;
    }

    String name() {
        return name;
    }

    boolean isRunning() {
        return streams.state() == State.RUNNING;
    }

    /** Completes with the cause when it dies, and normally when it is closed. */
    CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** Bounded; says so when it took too long. */
    @Override
    public void close() {
        ended.complete(null);
        if (!streams.close(CloseOptions.timeout(CLOSE_AT_MOST).withGroupMembershipOperation(atClose))) {
            LOG.warn(
                    "{} was not closed within {} s; what it had not committed is done again",
                    name,
                    CLOSE_AT_MOST.toSeconds());
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
        // Only from now on: a failed start has its cause in what it throws, and the state tells of it sooner.
        started = true;
        dieIfInError(streams.state());
    }

    private void dieIfInError(State state) {
        if (state == State.PENDING_ERROR || state == State.ERROR) {
            die(new StreamsException("its state became " + state + " without a cause: a thread of it died"));
        }
    }

    /** The first cause counts. */
    private void die(Throwable cause) {
        ended.completeExceptionally(
                new StreamsException("the " + name + " application died: " + cause.getMessage(), cause));
    }
}
