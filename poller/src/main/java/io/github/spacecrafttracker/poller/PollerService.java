package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poller.memory.ReadBack;
import io.github.spacecrafttracker.poller.publish.Publisher;
import io.github.spacecrafttracker.poller.schedule.Attention;
import io.github.spacecrafttracker.poller.schedule.Backoff;
import io.github.spacecrafttracker.poller.schedule.UpstreamLimit;
import io.github.spacecrafttracker.poller.turn.FencedException;
import io.github.spacecrafttracker.poller.turn.Turn;
import io.github.spacecrafttracker.poller.turn.TurnOverException;
import io.github.spacecrafttracker.poller.turn.Turns;
import io.github.spacecrafttracker.poller.upstream.HttpExchange;
import io.github.spacecrafttracker.poller.upstream.Ll2Client;
import io.github.spacecrafttracker.poller.upstream.ThrottleClient;
import io.github.spacecrafttracker.service.Cause;
import io.github.spacecrafttracker.service.CommitTimer;
import io.github.spacecrafttracker.service.Ending;
import io.github.spacecrafttracker.service.Health;
import io.github.spacecrafttracker.service.KafkaSettings;
import io.github.spacecrafttracker.service.Running;
import io.github.spacecrafttracker.service.StartException;
import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
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
 * A poller among others that stand by for each other: it waits for its turn, takes over from whoever polled before, reads back what there is to know, and
 * polls until its turn is over.
 */
public final class PollerService implements Running, Health {
    private static final Logger logger = LoggerFactory.getLogger(PollerService.class);

    private final KafkaSettings kafka;
    private final Topics topics;
    private final ReadBack readBack;
    private final Rules rules;
    private final Shell shell;
    private final MeterRegistry registry;
    private final CommitTimer commits;
    private final Turns turns;
    private final Ending ended = new Ending();
    private final Thread thread = new Thread(this::pollUntilEnd, "poller");
    private volatile @Nullable Poller active;
    private volatile boolean closing;

    private PollerService(
            KafkaSettings kafka,
            Topics topics,
            ReadBack readBack,
            Rules rules,
            Shell shell,
            MeterRegistry registry,
            Turns turns) {
        this.kafka = kafka;
        this.topics = topics;
        this.readBack = readBack;
        this.rules = rules;
        this.shell = shell;
        this.registry = registry;
        this.commits = new CommitTimer(registry);
        this.turns = turns;
    }

    /**
     * Begins to stand by, for a turn that may come at once.
     *
     * @param partitions how many the snapshots have
     * @throws StartException where the brokers don't let it
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
        return start(settings, kafka, topics, partitions, http, clock, Waiting.by(clock), registry);
    }

    /** As the other, with another clock. */
    static PollerService start(
            PollerSettings settings,
            KafkaSettings kafka,
            Topics topics,
            int partitions,
            HttpExchange http,
            InstantSource clock,
            Waiting waiting,
            MeterRegistry registry)
            throws StartException {
        var limit = new UpstreamLimit(
                settings.requestsPerHour(), new ThrottleClient(settings.baseUrl(), http, clock), clock);
        var upstream = new Ll2Client(settings.baseUrl(), http, clock);
        var shell = new Shell(upstream, limit, clock, waiting, new PollerMeters(registry));
        var jitter = RandomGenerator.getDefault();
        var rules = new Rules(
                settings.source(),
                topics.snapshots().name(),
                new Attention(settings.mode()),
                new Backoff(jitter::nextDouble));
        var service = new PollerService(
                kafka,
                topics,
                new ReadBack(topics, settings.source(), partitions),
                rules,
                shell,
                registry,
                Turns.join(kafka, topics, settings.member()));
        Gauge.builder("tracker.poller.active", () -> service.active == null ? 0 : 1)
                .description("1 on the poller that polls, 0 on one that stands by")
                .register(registry);
        service.turns.contact().bindTo(registry);
        service.thread.start();
        return service;
    }

    /** Returns when it was closed; throws what ended it otherwise. */
    @Override
    public void await() throws Exception {
        ended.await();
    }

    @Override
    public List<String> notLive() {
        return ended.hasCause() ? List.of("the poller has ended") : List.of();
    }

    @Override
    public List<String> notReady() {
        return ended.isThere()
                ? List.of("the poller has ended")
                : turns.contact().faults();
    }

    @Override
    public List<String> notes() {
        if (active != null) {
            return List.of("polls");
        }
        return List.of(turns.active() ? "takes over" : "stands by");
    }

    /** Gives up a request under way; what was not committed is aborted. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        turns.close();
    }

    private void pollUntilEnd() {
        try {
            while (!closing) {
                var turn = turns.await();
                try {
                    pollUntilOver(turn);
                    standsBy(TurnLost.OVER, turn.why());
                } catch (AuthorizationException | AuthenticationException e) {
                    requireLetIn(e);
                } catch (TurnOverException e) {
                    requireLetIn(e);
                    standsBy(e instanceof FencedException ? TurnLost.FENCED : TurnLost.UNCONFIRMED, e.getMessage());
                    turns.giveUp(turn);
                }
            }
            ended.comes();
        } catch (InterruptedException | InterruptException e) {
            ended.comes();
        } catch (StartException | RuntimeException | Error e) {
            end(e);
        }
    }

    private void standsBy(TurnLost lost, @Nullable String why) {
        if (!closing) {
            shell.meters().lost(lost);
            logger.warn("stands by: {}", why);
        }
    }

    private void pollUntilOver(Turn turn) throws TurnOverException, StartException, InterruptedException {
        try (var publisher = Publisher.takeOver(kafka, topics, commits);
                var metrics = new KafkaClientMetrics(publisher.producer())) {
            metrics.bindTo(registry);
            var known = readBack.read(kafka, shell.clock().instant(), turn);
            var poller = new Poller(rules, shell, publisher, known);
            try (var gauges = new TurnGauges(registry, shell.clock(), poller::standing)) {
                gauges.register();
                active = poller;
                logger.info("polls: {} spacecraft known from before", known.rows());
                while (!turn.isOver()) {
                    poller.poll(turn);
                }
            }
        } finally {
            active = null;
        }
    }

    /** What standing by won't mend ends it: a right that is not granted, or a password that is not believed. */
    private static void requireLetIn(Exception failure) throws StartException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException || cause instanceof AuthenticationException) {
                throw new StartException(
                        "the Kafka broker refuses what polling needs: " + Cause.inOneLine(cause), failure);
            }
        }
    }

    private void end(Throwable cause) {
        if (closing) {
            ended.comes();
        } else {
            ended.comesOf(cause);
        }
    }
}
