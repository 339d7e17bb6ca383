package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poller.memory.ReadBack;
import io.github.spacecrafttracker.poller.publish.Publisher;
import io.github.spacecrafttracker.poller.publish.TurnOverException;
import io.github.spacecrafttracker.poller.schedule.Pace;
import io.github.spacecrafttracker.poller.upstream.HttpExchange;
import io.github.spacecrafttracker.poller.upstream.Ll2Client;
import io.github.spacecrafttracker.service.Ending;
import io.github.spacecrafttracker.service.Health;
import io.github.spacecrafttracker.service.KafkaSettings;
import io.github.spacecrafttracker.service.Running;
import io.github.spacecrafttracker.service.StartException;
import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.common.errors.InterruptException;

/** A poller at work, from the take-over of the transactional id to its end. */
public final class PollerService implements Running, Health {
    private final Publisher publisher;
    private final KafkaClientMetrics producerMetrics;
    private final Ending ended = new Ending();
    private final Thread thread;
    private volatile boolean closing;

    private PollerService(Publisher publisher, Poller poller, MeterRegistry registry) {
        this.publisher = publisher;
        this.producerMetrics = new KafkaClientMetrics(publisher.producer());
        this.producerMetrics.bindTo(registry);
        this.thread = new Thread(() -> pollUntilEnd(poller), "poller");
    }

    /**
     * Takes over from whoever polled before, reads back what there is to know, and begins.
     *
     * @param partitions how many the snapshots have
     * @param http how requests are sent
     * @throws StartException where the brokers don't let it, or the topics hold what it can't go on from
     */
    public static PollerService start(
            PollerSettings settings,
            KafkaSettings kafka,
            Topics topics,
            int partitions,
            HttpExchange http,
            InstantSource clock,
            Waiting waiting,
            MeterRegistry registry)
            throws StartException {
        var pace = new Pace(settings.requestsPerHour());
        var rows = new PageRows(settings.source(), topics.snapshots().name());
        var upstream = new Ll2Client(settings.baseUrl(), http, clock);
        var publisher = takeOver(kafka, topics);
        try {
            var known = new ReadBack(topics, settings.source(), partitions).read(kafka, clock.instant());
            var poller = new Poller(
                    settings.mode(),
                    waiting,
                    upstream,
                    new PagePoll(settings.source(), pace, rows),
                    publisher,
                    new PollerMeters(registry, clock),
                    known);
            var service = new PollerService(publisher, poller, registry);
            service.thread.start();
            return service;
        } catch (StartException | RuntimeException e) {
            publisher.close();
            throw e;
        }
    }

    private static Publisher takeOver(KafkaSettings kafka, Topics topics) throws StartException {
        try {
            return Publisher.takeOver(kafka, topics);
        } catch (TurnOverException e) {
            throw new StartException("can't take over as the one that polls: " + e.getMessage(), e);
        }
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
        return ended.isThere() ? List.of("the poller has ended") : List.of();
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
        producerMetrics.close();
        publisher.close();
    }

    private void pollUntilEnd(Poller poller) {
        try {
            while (!closing) {
                poller.poll();
            }
            ended.comes();
        } catch (InterruptedException | InterruptException e) {
            ended.comes();
        } catch (TurnOverException | RuntimeException | Error e) {
            end(e);
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
