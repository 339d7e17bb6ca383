package io.github.spacecrafttracker.poller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.spacecrafttracker.embedded.EmbeddedBroker;
import io.github.spacecrafttracker.embedded.RecordedSpacecraft;
import io.github.spacecrafttracker.embedded.StubUpstream;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poller.upstream.JdkHttpExchange;
import io.github.spacecrafttracker.service.Closing;
import io.github.spacecrafttracker.service.KafkaSettings;
import io.github.spacecrafttracker.service.StartException;
import io.github.spacecrafttracker.service.TopicSet;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import io.github.spacecrafttracker.topic.JsonSerde;
import io.github.spacecrafttracker.topic.Topic;
import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topics of one test on a real broker, an upstream that does as told, and pollers between them that poll when told. */
final class Rig implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(60);

    final KafkaSettings kafka;
    final Topics topics;
    final StubUpstream upstream;
    private final Closing closing = new Closing();

    /** @param prefix of topics that no other test has */
    Rig(EmbeddedBroker broker, String prefix) throws StartException {
        kafka = new KafkaSettings(broker.bootstrapServers(), prefix, 3, 1, Map.of());
        topics = Topics.under(prefix);
        TopicSet.ensure(kafka, topics);
        upstream = closing.add(StubUpstream.start(0));
        upstream.serve(RecordedSpacecraft.all());
    }

    /** A poller at work, which asks only as often as told. */
    record Turn(PollerService service, Semaphore polls) implements AutoCloseable {
        @Override
        public void close() {
            service.close();
        }
    }

    Turn start() throws StartException {
        return start(upstream.baseUrl());
    }

    /** @param source what the snapshots are to say that they come from */
    Turn start(String source) throws StartException {
        var polls = new Semaphore(0);
        var service = PollerService.start(
                new PollerSettings(URI.create(upstream.baseUrl()), source, Optional.empty(), 15, "normal"),
                kafka,
                topics,
                TopicSet.ensure(kafka, topics).partitions(topics.snapshots().name()),
                new JdkHttpExchange(Optional.empty()),
                InstantSource.system(),
                instant -> polls.acquire(),
                new SimpleMeterRegistry());
        return closing.add(new Turn(service, polls));
    }

    /** Lets it poll so many times and returns when that is published. */
    void poll(Turn turn, int times) {
        var before = pages().size();
        turn.polls.release(times);
        await().atMost(LONG).untilAsserted(() -> assertThat(pages()).hasSize(before + times));
    }

    /** All snapshots, in the order of each partition. */
    List<Snapshot> snapshots() {
        return read(topics.snapshots()).stream().map(Rig::snapshot).toList();
    }

    List<PollReport.Page> pages() {
        return reports(PollReport.Page.class);
    }

    PollReport.Page lastPage() {
        var pages = pages();
        return pages.get(pages.size() - 1);
    }

    List<PollReport.Sweep> sweeps() {
        return reports(PollReport.Sweep.class);
    }

    List<PollReport> reports() {
        return reports(PollReport.class);
    }

    private <R extends PollReport> List<R> reports(Class<R> kind) {
        return read(topics.polls()).stream()
                .map(it -> new JsonSerde<>(PollReport.class).deserializer().deserialize(it.topic(), it.value()))
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
