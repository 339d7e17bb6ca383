package io.github.spacecrafttracker.bench;

import io.cloudevents.CloudEvent;
import io.github.spacecrafttracker.change.Change.InSpace;
import io.github.spacecrafttracker.change.Change.LeftSpace;
import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.streams.changelog.ChangeLog;
import io.github.spacecrafttracker.streams.http.ApiServer;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.github.spacecrafttracker.streams.http.feed.FeedApi;
import io.github.spacecrafttracker.streams.http.feed.FeedLimits;
import io.github.spacecrafttracker.streams.http.feed.Subscribers;
import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.node.ObjectNode;

/**
 * The time from the start of an event's commit until 1, 100 and 1,000 clients of the feed receive
 * it, compared with a bare {@code read_committed} consumer in the same run. Each event is written
 * in a separate transaction, about twenty per second.
 */
public final class Feed {
    private static final List<Integer> CLIENTS = List.of(1, 100, 1000);
    private static final int WARM_UP = 100;
    private static final long PAUSE_MILLIS = 50;
    private static final int HELD = 10_000;

    private final KafkaSettings kafka;
    private final Topics topics;
    private final KafkaProducer<String, CloudEvent> producer;
    private final int port;
    private long observation;

    private Feed(KafkaSettings kafka, KafkaProducer<String, CloudEvent> producer, int port) {
        this.kafka = kafka;
        this.topics = Topics.withPrefix(kafka.topicPrefix());
        this.producer = producer;
        this.port = port;
    }

    public static void main(String[] arguments) {
        Benchmark.run(
                "feed",
                Map.of("events", "150", "rounds", "3"),
                (options, result) -> {
                    try (var broker = EmbeddedBroker.start(Path.of("broker"), 0)) {
                        measure(Benchmark.kafka(broker, "feed"), options, result);
                    }
                },
                arguments);
    }

    private static void measure(KafkaSettings kafka, Options options, ObjectNode result) throws Exception {
        var topics = Topics.withPrefix(kafka.topicPrefix());
        var rounds = options.number("rounds");
        // Clients of earlier rounds count as connected until the next write to them fails.
        var limit = 1 + rounds * CLIENTS.stream().mapToInt(Integer::intValue).sum();
        try (var changes = ChangeLog.open(kafka, topics, TopicSet.ensure(kafka, topics), HELD, List.of())) {
            var subscribers = new Subscribers(changes, new FeedLimits(limit, limit));
            var feed = new FeedApi(changes, subscribers, id -> true, BaseUrl.of(Optional.empty()));
            changes.start();
            try (var http = ApiServer.start("127.0.0.1", 0, limit, new SimpleMeterRegistry(), feed::addTo);
                    subscribers;
                    var producer = producer(kafka, topics)) {
                var measured = new Feed(kafka, producer, http.port());
                measured.run(1, WARM_UP);
                Benchmark.print(
                        "| clients | consumer p50 ms | feed p50 ms (ratio) | consumer p99 ms | feed p99 ms (ratio) |");
                Benchmark.print("| --- | --- | --- | --- | --- |");
                var events = options.number("events");
                var rows = result.put("rounds", rounds)
                        .put("events_per_round", events)
                        .putArray("clients");
                for (var clients : CLIENTS) {
                    var p50 = new double[rounds];
                    var p99 = new double[rounds];
                    for (int round = 0; round < rounds; round++) {
                        var delays = measured.run(clients, events);
                        p50[round] = delays.ratio(50);
                        p99[round] = delays.ratio(99);
                        Benchmark.print("| %,d %s", clients, delays);
                    }
                    var row = rows.addObject().put("clients", clients);
                    row.set("p50_ratio", Spread.of(p50).json());
                    row.set("p99_ratio", Spread.of(p99).json());
                }
            }
        }
    }

    private record Compared(Delays bare, Delays feed) {
        double ratio(int percent) {
            return feed.percentile(percent) / bare.percentile(percent);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %.2f | %.2f (%.2f) | %.2f | %.2f (%.2f) |",
                    bare.percentile(50),
                    feed.percentile(50),
                    ratio(50),
                    bare.percentile(99),
                    feed.percentile(99),
                    ratio(99));
        }
    }

    private Compared run(int clients, int events) throws Exception {
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
            while (!bare.areComplete() || !feed.areComplete()) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        return new Compared(bare, feed);
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
                change.toCloudEvent("https://ll.thespacedevs.com/2.3.0")));
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
}
