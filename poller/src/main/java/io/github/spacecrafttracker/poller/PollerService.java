package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poller.Poller.PollerClock;
import io.github.spacecrafttracker.poller.election.LeaderElection;
import io.github.spacecrafttracker.poller.election.Leadership;
import io.github.spacecrafttracker.poller.election.Leadership.LeadershipLostException;
import io.github.spacecrafttracker.poller.election.Leadership.LeadershipLostException.Reason;
import io.github.spacecrafttracker.poller.evaluate.PollEvaluator;
import io.github.spacecrafttracker.poller.ll2.HttpExchange;
import io.github.spacecrafttracker.poller.ll2.Ll2Client;
import io.github.spacecrafttracker.poller.ll2.UpstreamLimit;
import io.github.spacecrafttracker.poller.publish.Publisher;
import io.github.spacecrafttracker.poller.schedule.Backoff;
import io.github.spacecrafttracker.poller.schedule.RequestBudget;
import io.github.spacecrafttracker.poller.schedule.Scheduler;
import io.github.spacecrafttracker.poller.state.StateLoader;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TimedProducer;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.service.lifecycle.RunningService;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.service.lifecycle.Termination;
import io.github.spacecrafttracker.service.management.Health;
import io.github.spacecrafttracker.service.text.Causes;
import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A poller in a group of hot standbys. It waits for the leadership, takes over from the last
 * leader, loads the state from the topics, and polls until the leadership is lost.
 */
public final class PollerService implements RunningService, Health {
    private static final Logger logger = LoggerFactory.getLogger(PollerService.class);

    private final PollerSettings settings;
    private final KafkaSettings kafka;
    private final Topics topics;
    private final LeaderElection election;
    private final StateLoader loader;
    private final UpstreamLimit limit;
    private final Scheduler scheduler;
    private final Ll2Client ll2;
    private final PollEvaluator evaluator;
    private final Timer commits;
    private final PollerClock clock;
    private final MeterRegistry registry;
    private final PollerMeters meters;
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
            PollerClock clock,
            MeterRegistry registry) {
        this.settings = settings;
        this.kafka = kafka;
        this.topics = topics;
        election = LeaderElection.join(kafka, topics, settings.member());
        loader = new StateLoader(kafka, topics, settings.source(), partitions);
        limit = new UpstreamLimit(settings.baseUrl(), http, clock);
        scheduler = new Scheduler(settings.mode(), settings.requestsPerHour());
        ll2 = new Ll2Client(settings.baseUrl(), http, clock);
        var jitter = RandomGenerator.getDefault();
        evaluator = new PollEvaluator(
                settings.source(), topics.snapshots().name(), scheduler, new Backoff(jitter::nextDouble));
        commits = TimedProducer.commits(registry);
        meters = new PollerMeters(registry);
        this.clock = clock;
        this.registry = registry;
    }

    /**
     * Creates or checks the topics, and starts a standby, which may become the leader at once.
     *
     * @throws StartException if a broker or a topic is not as it must be
     */
    public static PollerService start(
            PollerSettings settings, KafkaSettings kafka, HttpExchange http, MeterRegistry registry)
            throws StartException {
        return start(settings, kafka, http, new PollerClock.OfSystem(), registry);
    }

    /**
     * @param clock for everything but the leadership's lease, which needs a clock that cannot be
     *     set
     */
    static PollerService start(
            PollerSettings settings, KafkaSettings kafka, HttpExchange http, PollerClock clock, MeterRegistry registry)
            throws StartException {
        var topics = Topics.withPrefix(kafka.topicPrefix());
        var partitions =
                TopicSet.ensure(kafka, topics).partitions(topics.snapshots().name());
        var service = new PollerService(settings, kafka, topics, partitions, http, clock, registry);
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
            return List.of("active");
        }
        return List.of(election.active() ? "taking over" : "standby");
    }

    /** Aborts a request in progress, and everything that is not committed. */
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
                    requireAccess(e);
                } catch (LeadershipLostException e) {
                    requireAccess(e);
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

    private void lead(Leadership leadership) throws LeadershipLostException, StartException, InterruptedException {
        try (var publisher = Publisher.takeOver(kafka, topics, settings.source(), settings.baseUrl(), clock, commits);
                var metrics = new KafkaClientMetrics(publisher.producer())) {
            metrics.bindTo(registry);
            var state = loader.load(clock.instant().minus(RequestBudget.REMEMBERED), leadership);
            var poller = new Poller(leadership, state, limit, scheduler, ll2, evaluator, publisher, clock, meters);
            try (var gauges = meters.gauges(poller, clock)) {
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

    private void standBy(Leadership leadership, LeadershipLostException lost) {
        if (!closing) {
            meters.count(lost.reason());
            logger.warn("Lost the leadership, standing by: {}", lost.getMessage());
        }
        if (lost.reason() != Reason.REVOKED) {
            election.giveUp(leadership);
        }
    }

    /**
     * Ends the process if the cause does not pass on its own: a missing permission, or rejected
     * credentials.
     */
    private static void requireAccess(Exception failure) throws StartException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException || cause instanceof AuthenticationException) {
                throw new StartException(
                        "the Kafka broker denies access that the poller needs: check its credentials and permissions: "
                                + Causes.inOneLine(cause),
                        failure);
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
