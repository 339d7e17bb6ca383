package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poller.election.LeaderElection;
import io.github.spacecrafttracker.poller.election.Leadership;
import io.github.spacecrafttracker.poller.election.LeadershipLostException;
import io.github.spacecrafttracker.poller.election.LeadershipLostException.Reason;
import io.github.spacecrafttracker.poller.evaluate.PollEvaluator;
import io.github.spacecrafttracker.poller.ll2.HttpExchange;
import io.github.spacecrafttracker.poller.ll2.Ll2Client;
import io.github.spacecrafttracker.poller.ll2.ThrottleClient;
import io.github.spacecrafttracker.poller.publish.Publisher;
import io.github.spacecrafttracker.poller.schedule.Backoff;
import io.github.spacecrafttracker.poller.schedule.RequestBudget;
import io.github.spacecrafttracker.poller.schedule.Scheduler;
import io.github.spacecrafttracker.poller.schedule.UpstreamLimit;
import io.github.spacecrafttracker.poller.state.StateLoader;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TimedProducer;
import io.github.spacecrafttracker.service.lifecycle.Running;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.service.lifecycle.Termination;
import io.github.spacecrafttracker.service.management.Health;
import io.github.spacecrafttracker.service.text.Causes;
import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A poller in a group of hot standbys: it waits for the leadership, takes over from the last leader, loads the state from the topics, and polls until the
 * leadership is lost.
 */
public final class PollerService implements Running, Health {
    private static final Logger logger = LoggerFactory.getLogger(PollerService.class);

    private final PollerSettings settings;
    private final KafkaSettings kafka;
    private final Topics topics;
    private final StateLoader loader;
    private final UpstreamLimit limit;
    private final Scheduler scheduler;
    private final Ll2Client ll2;
    private final PollEvaluator evaluator;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final MeterRegistry registry;
    private final PollerMeters meters;
    private final Timer commits;
    private final LeaderElection election;
    private final Termination ended = new Termination();
    private final Thread thread = new Thread(this::pollUntilEnd, "poller");
    private volatile @Nullable Poller active;
    private volatile boolean closing;

    private PollerService(
            PollerSettings settings,
            KafkaSettings kafka,
            Topics topics,
            int partitions,
            HttpExchange http,
            InstantSource clock,
            Sleeper sleeper,
            MeterRegistry registry) {
        this.settings = settings;
        this.kafka = kafka;
        this.topics = topics;
        this.clock = clock;
        this.sleeper = sleeper;
        this.registry = registry;
        this.meters = new PollerMeters(registry);
        this.commits = TimedProducer.commits(registry);
        this.loader = new StateLoader(topics, settings.source(), partitions);
        this.limit = new UpstreamLimit(
                settings.requestsPerHour(), new ThrottleClient(settings.baseUrl(), http, clock), clock);
        this.scheduler = new Scheduler(settings.mode());
        this.ll2 = new Ll2Client(settings.baseUrl(), http, clock);
        var jitter = RandomGenerator.getDefault();
        this.evaluator = new PollEvaluator(
                settings.source(), topics.snapshots().name(), scheduler, new Backoff(jitter::nextDouble));
        this.election = LeaderElection.join(kafka, topics, settings.member());
    }

    /**
     * Starts as a standby, which may become the leader at once.
     *
     * @param partitions the number of partitions of the snapshots
     * @throws StartException if the brokers reject it
     */
    public static PollerService start(
            PollerSettings settings,
            KafkaSettings kafka,
            Topics topics,
            int partitions,
            HttpExchange http,
            MeterRegistry registry)
            throws StartException {
        var clock = InstantSource.system();
        return start(settings, kafka, topics, partitions, http, clock, Sleeper.by(clock), registry);
    }

    /** @param clock for everything but the lease of the leadership, which needs one that cannot be set */
    static PollerService start(
            PollerSettings settings,
            KafkaSettings kafka,
            Topics topics,
            int partitions,
            HttpExchange http,
            InstantSource clock,
            Sleeper sleeper,
            MeterRegistry registry)
            throws StartException {
        var service = new PollerService(settings, kafka, topics, partitions, http, clock, sleeper, registry);
        Gauge.builder("tracker.poller.active", () -> service.active == null ? 0 : 1)
                .description("1 on the leader, 0 on a standby")
                .register(registry);
        service.election.contact().bindTo(registry);
        service.thread.start();
        return service;
    }

    /** Returns after it was closed; throws the cause if it ended otherwise. */
    @Override
    public void await() throws Exception {
        ended.await();
    }

    @Override
    public List<String> notLive() {
        return ended.isFailed() ? List.of("the poller has ended") : List.of();
    }

    @Override
    public List<String> notReady() {
        return ended.isDone()
                ? List.of("the poller has ended")
                : election.contact().problems();
    }

    @Override
    public List<String> notes() {
        if (active != null) {
            return List.of("polls");
        }
        return List.of(election.active() ? "takes over" : "stands by");
    }

    /** Aborts a request in progress, and what is not committed. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        election.close();
    }

    private void pollUntilEnd() {
        try {
            while (!closing) {
                var leadership = election.await();
                try {
                    lead(leadership);
                } catch (AuthorizationException | AuthenticationException e) {
                    requireAdmitted(e);
                } catch (LeadershipLostException e) {
                    requireAdmitted(e);
                    standBy(leadership, e);
                }
            }
            ended.complete();
        } catch (InterruptedException | InterruptException e) {
            ended.complete();
        } catch (StartException | RuntimeException | Error e) {
            end(e);
        }
    }

    private void standBy(Leadership leadership, LeadershipLostException lost) {
        if (!closing) {
            meters.count(lost.reason());
            logger.warn("Lost the leadership, standing by: {}", lost.getMessage());
        }
        if (lost.reason() != Reason.REVOKED) {
            election.giveUp(leadership);
        }
    }

    private void lead(Leadership leadership) throws LeadershipLostException, StartException, InterruptedException {
        try (var publisher = Publisher.takeOver(kafka, topics, settings.source(), settings.baseUrl(), clock, commits);
                var metrics = new KafkaClientMetrics(publisher.producer())) {
            metrics.bindTo(registry);
            var state = loader.load(kafka, clock.instant().minus(RequestBudget.REMEMBERED), leadership);
            var poller =
                    new Poller(limit, scheduler, publisher, ll2, evaluator, clock, sleeper, meters, leadership, state);
            try (var gauges = new LeaderGauges(registry, clock, poller)) {
                gauges.register();
                active = poller;
                logger.info("Became the leader: {} spacecraft are known", state.rows());
                while (true) {
                    poller.poll();
                }
            }
        } finally {
            active = null;
        }
    }

    /** Ends the process for a cause that does not pass on its own: a missing permission, or rejected credentials. */
    private static void requireAdmitted(Exception failure) throws StartException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException || cause instanceof AuthenticationException) {
                throw new StartException(
                        "the Kafka broker denies what polling needs: " + Causes.inOneLine(cause), failure);
            }
        }
    }

    private void end(Throwable cause) {
        if (closing) {
            ended.complete();
        } else {
            ended.fail(cause);
        }
    }
}
