package io.github.spacecrafttracker.poller;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.embedded.upstream.StubUpstream;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poller.election.Leadership.LeadershipLostException;
import io.github.spacecrafttracker.poller.ll2.JdkHttpExchange;
import io.github.spacecrafttracker.poller.publish.Publisher;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TimedProducer;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import io.github.spacecrafttracker.testkit.TopicReader;
import io.github.spacecrafttracker.topic.JsonSerde;
import io.github.spacecrafttracker.topic.Topic;
import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics of one test on a real broker, a stub of the upstream API, and pollers that poll only
 * when the test permits it.
 */
final class PollerFixture implements AutoCloseable {

    // A broker rejects records from the future, and the clock is set forward by hours.
    private static final Duration BEHIND = Duration.ofDays(30);

    final KafkaSettings kafka;
    final Topics topics;
    final StubUpstream upstream;
    private final Closer closing = new Closer();
    private final Admin admin;
    private final TopicReader<byte[], byte[]> snapshots;
    private final TopicReader<byte[], byte[]> polls;
    private final ManualClock clock = new ManualClock(Instant.now().minus(BEHIND));

    /** @param prefix of topics that no other test uses */
    PollerFixture(EmbeddedBroker broker, String prefix) throws StartException {
        kafka = new KafkaSettings(broker.bootstrapServers(), prefix, 3, 1, Map.of());
        topics = Topics.withPrefix(prefix);
        TopicSet.ensure(kafka, topics);
        admin = closing.add(Admin.create(kafka.admin()));
        snapshots = closing.add(
                TopicReader.ofBytes(kafka.consumer(), List.of(topics.snapshots().name())));
        polls = closing.add(
                TopicReader.ofBytes(kafka.consumer(), List.of(topics.polls().name())));
        upstream = closing.add(StubUpstream.start(0));
        upstream.serve(RecordedSpacecraft.all());
    }

    /**
     * A running poller.
     *
     * @param permits one for each request that it may send; its clock is set forward to each
     *     request
     */
    record SteppedPoller(PollerService service, Semaphore permits, MeterRegistry meters) implements AutoCloseable {
        double count(String name, String... tags) {
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

    SteppedPoller start() throws StartException {
        return start(upstream.baseUrl());
    }

    /** @param source of the snapshots */
    SteppedPoller start(String source) throws StartException {
        var permits = new Semaphore(0);
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
                url -> {
                    if (!url.getPath().contains("throttle")) {
                        permits.acquire();
                    }
                    return http.send(url);
                },
                clock,
                meters);
        return closing.add(new SteppedPoller(service, permits, meters));
    }

    /** Sets the clock of all pollers. */
    void setClock(Duration by) {
        clock.set(by);
    }

    /** Returns a publisher that takes over from the leader. */
    Publisher publisher() throws LeadershipLostException {
        return Publisher.takeOver(
                kafka,
                topics,
                upstream.baseUrl(),
                URI.create(upstream.baseUrl()),
                clock,
                TimedProducer.commits(new SimpleMeterRegistry()));
    }

    /**
     * Lets the poller poll this many times, and returns when everything that it published is
     * visible. A committed transaction becomes visible in one partition after the other.
     */
    void poll(SteppedPoller poller, int times) {
        var before = polls().size();
        poller.permits.release(times);
        await().untilAsserted(() -> assertThat(polls()).hasSize(before + times));
        await().until(() -> ends(IsolationLevel.READ_COMMITTED).equals(ends(IsolationLevel.READ_UNCOMMITTED)));
    }

    /** Lets the poller poll until it has requested a page of a sweep, successfully or not. */
    void pollPage(SteppedPoller poller) {
        var before = pages().size();
        while (pages().size() == before) {
            poll(poller, 1);
        }
    }

    /** Returns the reports of all requests. */
    List<PollReport> polls() {
        return reports().stream()
                .filter(report -> !(report instanceof PollReport.Sweep))
                .toList();
    }

    /** Returns all snapshots, in the order of each partition. */
    List<Snapshot> snapshots() {
        return snapshots.records().stream().map(PollerFixture::snapshot).toList();
    }

    List<PollReport.Page> pages() {
        return reports(PollReport.Page.class);
    }

    /** Returns the last value of each spacecraft that was not removed. */
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

    /** Returns all reports except bookings, because the next booking may be written at any time. */
    List<PollReport> reports() {
        return reports(PollReport.class).stream()
                .filter(report -> !(report instanceof PollReport.Budget))
                .toList();
    }

    private <R extends PollReport> List<R> reports(Class<R> kind) {
        return polls.records().stream()
                .map(record ->
                        new JsonSerde<>(PollReport.class).deserializer().deserialize(record.topic(), record.value()))
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /**
     * Returns the records that a subscriber can read now: all committed ones, in the order of each
     * partition.
     */
    List<ConsumerRecord<byte[], byte[]>> read(Topic<?, ?> topic) {
        return read(topic, Map.of());
    }

    /** @param settings of the consumer that differ from a subscriber's */
    List<ConsumerRecord<byte[], byte[]>> read(Topic<?, ?> topic, Map<String, Object> settings) {
        var all = new HashMap<>(kafka.consumer());
        all.putAll(settings);
        return TopicReader.read(all, List.of(topic.name()));
    }

    /** Returns the ends of the snapshots and the dead letters. */
    private Map<TopicPartition, Long> ends(IsolationLevel isolation) throws Exception {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        for (var topic : List.of(topics.snapshots(), topics.deadLetters())) {
            for (var partition = 0; partition < kafka.partitions(); partition++) {
                latest.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        var ends = new HashMap<TopicPartition, Long>();
        admin.listOffsets(latest, new ListOffsetsOptions(isolation))
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** Adds a partition to each topic that is partitioned by spacecraft. */
    void addPartition() throws Exception {
        var more = new HashMap<String, NewPartitions>();
        for (var topic : topics.all()) {
            if (topic.partitions() == Topic.Partitions.BY_SPACECRAFT) {
                more.put(topic.name(), NewPartitions.increaseTo(kafka.partitions() + 1));
            }
        }
        admin.createPartitions(more).all().get();
    }

    void delete(Topic<?, ?> topic) throws Exception {
        admin.deleteTopics(List.of(topic.name())).all().get();
        await().until(() -> !admin.listTopics().names().get().contains(topic.name()));
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
