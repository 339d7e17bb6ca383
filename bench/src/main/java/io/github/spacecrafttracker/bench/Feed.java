package io.github.spacecrafttracker.bench;

import io.cloudevents.CloudEvent;
import io.github.spacecrafttracker.change.Change.InSpace;
import io.github.spacecrafttracker.change.Change.LeftSpace;
import io.github.spacecrafttracker.change.ChangeEvent;
import io.github.spacecrafttracker.embedded.EmbeddedBroker;
import io.github.spacecrafttracker.service.Closing;
import io.github.spacecrafttracker.service.KafkaSettings;
import io.github.spacecrafttracker.service.TopicSet;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.streams.ApiServer;
import io.github.spacecrafttracker.streams.changelog.ChangeLog;
import io.github.spacecrafttracker.streams.feed.FeedApi;
import io.github.spacecrafttracker.streams.feed.FeedLimits;
import io.github.spacecrafttracker.streams.feed.Subscribers;
import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * How long after its commit is begun an event is with clients of the feed, against a bare {@code read_committed} consumer in the same run: one event to a
 * transaction, some twenty in a second, to 1, 100 and 1,000 clients.
 */
public final class Feed {
    private static final List<Integer> CLIENTS = List.of(1, 100, 1000);
    private static final int WARM_UP = 100;
    private static final int EVENTS = 400;
    private static final long PAUSE_MILLIS = 50;
    private static final int HELD = 10_000;

    private final KafkaSettings kafka;
    private final Topics topics;
    private final KafkaProducer<String, CloudEvent> producer;
    private final int port;
    private long observation;

    private Feed(KafkaSettings kafka, KafkaProducer<String, CloudEvent> producer, int port) {
        this.kafka = kafka;
        this.topics = Topics.under(kafka.topicPrefix());
        this.producer = producer;
        this.port = port;
    }

    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("feed");
        folder.toFile().deleteOnExit();
        var closing = new Closing();
        try {
            var broker = closing.add(EmbeddedBroker.start(folder, 0));
            var kafka = new KafkaSettings(broker.bootstrapServers(), "feed", 3, 1, Map.of());
            var topics = Topics.under(kafka.topicPrefix());
            // Those of the rounds before have their places until the next write fails.
            var limit = 1 + CLIENTS.stream().mapToInt(Integer::intValue).sum();
            var changes = closing.add(ChangeLog.open(kafka, topics, TopicSet.ensure(kafka, topics), HELD));
            var subscribers = new Subscribers(changes, new FeedLimits(limit, limit));
            var feed = new FeedApi(changes, subscribers, id -> true, Optional.empty());
            changes.start();
            var http = closing.add(ApiServer.start("127.0.0.1", 0, limit, new SimpleMeterRegistry(), feed::addTo));
            closing.add(subscribers);
            var producer = closing.add(producer(kafka, topics));
            var measured = new Feed(kafka, producer, http.port());
            measured.run(1, WARM_UP);
            say("| clients | consumer p50 ms | feed p50 ms (ratio) | consumer p99 ms | feed p99 ms (ratio) |%n"
                    + "| --- | --- | --- | --- | --- |%n");
            for (var clients : CLIENTS) {
                say("| %,d %s%n", clients, measured.run(clients, EVENTS));
            }
        } finally {
            closing.close();
        }
    }

    private String run(int clients, int events) throws Exception {
        var bare = new Delays(events, 1);
        var feed = new Delays(events, clients);
        try (var consumer = new BareConsumer(kafka, topics, bare);
                var following = new FeedClients(port, clients, feed)) {
            consumer.awaitFollowing();
            following.awaitFollowing();
            for (int event = 0; event < events; event++) {
                write(event, bare, feed);
                Thread.sleep(PAUSE_MILLIS);
            }
            while (!bare.areWhole() || !feed.areWhole()) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        return String.format(
                Locale.ROOT,
                "| %.2f | %.2f (%.2f) | %.2f | %.2f (%.2f) |",
                bare.percentile(50),
                feed.percentile(50),
                feed.percentile(50) / bare.percentile(50),
                bare.percentile(99),
                feed.percentile(99),
                feed.percentile(99) / bare.percentile(99));
    }

    private void write(int event, Delays bare, Delays feed) {
        var now = Instant.now();
        var spacecraft = new Spacecraft(observation % 600, "Made-up", "C206", null, false);
        var change = new LeftSpace(
                spacecraft, new InSpace(true), new InSpace(false), now, now.minusSeconds(60), observation++);
        producer.beginTransaction();
        var unused = producer.send(new ProducerRecord<>(
                topics.inSpace().name(),
                null,
                now.toEpochMilli(),
                Long.toString(spacecraft.id()),
                ChangeEvent.of(change, "https://ll.thespacedevs.com/2.3.0")));
        producer.flush();
        var begun = System.nanoTime();
        bare.committed(event, begun);
        feed.committed(event, begun);
        producer.commitTransaction();
    }

    private static KafkaProducer<String, CloudEvent> producer(KafkaSettings kafka, Topics topics) {
        var settings = new HashMap<>(kafka.producer());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "bench");
        var producer = new KafkaProducer<>(
                settings,
                topics.inSpace().key().serializer(),
                topics.inSpace().value().serializer());
        producer.initTransactions();
        return producer;
    }

    private static void say(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format, arguments);
        System.out.flush();
    }
}
