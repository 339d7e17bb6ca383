package io.github.spacecrafttracker.poller;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.embedded.upstream.StubUpstream;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poller.election.LeadershipLostException;
import io.github.spacecrafttracker.poller.ll2.JdkHttpExchange;
import io.github.spacecrafttracker.poller.publish.Publisher;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TimedProducer;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import io.github.spacecrafttracker.topic.JsonSerde;
import io.github.spacecrafttracker.topic.Topic;
import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topics of one test on a real broker, an upstream that does as told, and pollers between them that poll when told. */
final class Rig implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(60);

    // A broker takes no record from the future, and the clock is set forward by hours.
    private static final Duration BEHIND = Duration.ofDays(30);

    final KafkaSettings kafka;
    final Topics topics;
    final StubUpstream upstream;
    private final Closer closing = new Closer();
    private final AtomicReference<Instant> clock =
            new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(BEHIND));

    /** @param prefix of topics that no other test has */
    Rig(EmbeddedBroker broker, String prefix) throws StartException {
        kafka = new KafkaSettings(broker.bootstrapServers(), prefix, 3, 1, Map.of());
        topics = Topics.under(prefix);
        TopicSet.ensure(kafka, topics);
        upstream = closing.add(StubUpstream.start(0));
        upstream.serve(RecordedSpacecraft.all());
    }

    /** A poller at work, whose requests are let through only as told, and whose clock is set forward to each. */
    record Tracker(PollerService service, Semaphore polls, MeterRegistry meters) implements AutoCloseable {
        double counted(String name, String... tags) {
            return meters.get(name).tags(tags).counter().count();
        }

        double gauge(String name) {
            return meters.get(name).gauge().value();
        }

        @Override
        public void close() {
            service.close();
        }
    }

    Tracker start() throws StartException {
        return start(upstream.baseUrl());
    }

    /** @param source what the snapshots are to say that they come from */
    Tracker start(String source) throws StartException {
        var polls = new Semaphore(0);
        var http = new JdkHttpExchange(Optional.empty());
        var meters = new SimpleMeterRegistry();
        var service = PollerService.start(
                new PollerSettings(
                        URI.create(upstream.baseUrl()),
                        source,
                        Optional.empty(),
                        OptionalInt.of(15),
                        "normal",
                        Optional.empty()),
                kafka,
                topics,
                TopicSet.ensure(kafka, topics).partitions(topics.snapshots().name()),
                url -> {
                    if (!url.getPath().contains("throttle")) {
                        polls.acquire();
                    }
                    return http.send(url);
                },
                () -> clock.get(),
                (instant, leadership) -> clock.accumulateAndGet(instant, (now, then) -> now.isAfter(then) ? now : then),
                meters);
        return closing.add(new Tracker(service, polls, meters));
    }

    /** Sets the clock of all pollers. */
    void setClock(Duration by) {
        clock.updateAndGet(now -> now.plus(by));
    }

    /** One that takes over from whoever polls. */
    Publisher publisher() throws LeadershipLostException {
        return Publisher.takeOver(
                kafka,
                topics,
                upstream.baseUrl(),
                URI.create(upstream.baseUrl()),
                () -> clock.get(),
                TimedProducer.commits(new SimpleMeterRegistry()));
    }

    /** Lets it poll so many times and returns when that is published. */
    void poll(Tracker tracker, int times) {
        var before = polls().size();
        tracker.polls.release(times);
        await().atMost(LONG).untilAsserted(() -> assertThat(polls()).hasSize(before + times));
    }

    /** Lets it poll until it has read a page of a sweep, or was refused it. */
    void pollPage(Tracker tracker) {
        var before = pages().size();
        while (pages().size() == before) {
            poll(tracker, 1);
        }
    }

    /** The reports of requests, whatever they were for. */
    List<PollReport> polls() {
        return reports().stream()
                .filter(report -> !(report instanceof PollReport.Sweep))
                .toList();
    }

    /** All snapshots, in the order of each partition. */
    List<Snapshot> snapshots() {
        return read(topics.snapshots()).stream().map(Rig::snapshot).toList();
    }

    List<PollReport.Page> pages() {
        return reports(PollReport.Page.class);
    }

    /** What each spacecraft was last published as; those that were removed are not in it. */
    Map<Long, String> values() {
        var values = new TreeMap<Long, String>();
        for (var snapshot : snapshots()) {
            if (snapshot.value() == null) {
                values.remove(snapshot.id());
            } else {
                values.put(snapshot.id(), new String(snapshot.value(), UTF_8));
            }
        }
        return values;
    }

    List<Snapshot> tombstones() {
        return snapshots().stream().filter(snapshot -> snapshot.value() == null).toList();
    }

    List<PollReport.Budget> bookings() {
        return reports(PollReport.Budget.class);
    }

    List<PollReport.LookUp> lookUps() {
        return reports(PollReport.LookUp.class);
    }

    PollReport.Page lastPage() {
        var pages = pages();
        return pages.get(pages.size() - 1);
    }

    List<PollReport.Sweep> sweeps() {
        return reports(PollReport.Sweep.class);
    }

    /** All reports but bookings, of which the next is made whenever it is. */
    List<PollReport> reports() {
        return reports(PollReport.class).stream()
                .filter(report -> !(report instanceof PollReport.Budget))
                .toList();
    }

    private <R extends PollReport> List<R> reports(Class<R> kind) {
        return read(topics.polls()).stream()
                .map(snapshot -> new JsonSerde<>(PollReport.class)
                        .deserializer()
                        .deserialize(snapshot.topic(), snapshot.value()))
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** What a subscriber sees of a topic now: what is committed, in the order of each partition. */
    List<ConsumerRecord<byte[], byte[]>> read(Topic<?, ?> topic) {
        return read(topic, Map.of());
    }

    /** @param settings of the consumer that are not a subscriber's */
    List<ConsumerRecord<byte[], byte[]>> read(Topic<?, ?> topic, Map<String, Object> settings) {
        var all = new HashMap<>(kafka.consumer());
        // At the end of a topic a broker would make each reading wait for more.
        all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        all.putAll(settings);
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    void delete(Topic<?, ?> topic) throws Exception {
        try (var admin = Admin.create(kafka.admin())) {
            admin.deleteTopics(List.of(topic.name())).all().get();
            await().atMost(LONG).until(() -> !admin.listTopics().names().get().contains(topic.name()));
        }
    }

    private static Snapshot snapshot(ConsumerRecord<byte[], byte[]> read) {
        try {
            return Snapshot.of(read.key(), read.value(), read.headers(), read.timestamp());
        } catch (UnreadableException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        closing.close();
    }
}
