package io.github.spacecrafttracker.poller.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poller.election.Leadership;
import io.github.spacecrafttracker.poller.election.Leadership.LeadershipLostException;
import io.github.spacecrafttracker.poller.election.Leadership.LeadershipLostException.Reason;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.service.text.Causes;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import io.github.spacecrafttracker.topic.JsonSerde;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the state of the poller from both topics, from the beginning to their committed ends,
 * completely or not at all. It must run after the publisher has taken over the transactional id:
 * from then on, no other poller can add a record.
 */
public final class StateLoader {
    private static final Logger logger = LoggerFactory.getLogger(StateLoader.class);
    private static final int IDLE_POLLS = 60;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Set<String> KINDS =
            Set.of(PollReport.PAGE, PollReport.WATCH, PollReport.LOOK_UP, PollReport.SWEEP, PollReport.BUDGET);

    private final KafkaSettings kafka;
    private final Topics topics;
    private final String source;
    private final int partitions;

    /**
     * @param source the only source whose data the topics may contain
     * @param partitions the number of partitions of the snapshots
     */
    public StateLoader(KafkaSettings kafka, Topics topics, String source, int partitions) {
        this.kafka = kafka;
        this.topics = topics;
        this.source = source;
        this.partitions = partitions;
    }

    /**
     * Reads until the ends are reached or the leadership is lost.
     *
     * @param bookingsSince of the bookings before it, only the last is kept
     * @throws StartException if the topics contradict each other, or contain data of another source
     * @throws LeadershipLostException if the leadership is lost, or the brokers do not return the
     *     topics up to their ends
     */
    public PollerState load(Instant bookingsSince, Leadership leadership)
            throws StartException, LeadershipLostException {
        try (var consumer = consumer()) {
            var state = new StateBuilder(bookingsSince);
            var positions = readToEnds(consumer, state, leadership);
            requireComplete(state, positions);
            return state.build(partitions);
        } catch (RetriableException e) {
            throw unconfirmed(
                    "the state cannot be read from the brokers: check that they are running and reachable: "
                            + Causes.inOneLine(e),
                    e);
        }
    }

    // The constructor fails if no broker's host name can be resolved.
    private Consumer<byte[], byte[]> consumer() throws LeadershipLostException {
        try {
            return new KafkaConsumer<>(kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw unconfirmed(
                    "the brokers cannot be reached: check KAFKA_BOOTSTRAP_SERVERS and the name service: "
                            + Causes.inOneLine(e),
                    e);
        }
    }

    private Map<TopicPartition, Long> readToEnds(
            Consumer<byte[], byte[]> consumer, StateBuilder state, Leadership leadership)
            throws StartException, LeadershipLostException {
        var all = partitionsToRead();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        var ends = consumer.endOffsets(all);
        var idle = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            var records = consumer.poll(POLL);
            idle = records.isEmpty() ? idle + 1 : 0;
            leadership.requireHeld();
            if (idle == IDLE_POLLS) {
                throw unconfirmed(
                        "the brokers do not return " + topics.snapshots().name() + " and "
                                + topics.polls().name() + " up to their ends: check the brokers' logs",
                        null);
            }
            for (var record : records) {
                apply(record, state);
            }
        }
        return all.stream().collect(Collectors.toMap(Function.identity(), consumer::position));
    }

    private List<TopicPartition> partitionsToRead() {
        return Stream.concat(
                        IntStream.range(0, partitions)
                                .mapToObj(partition ->
                                        new TopicPartition(topics.snapshots().name(), partition)),
                        Stream.of(new TopicPartition(topics.polls().name(), 0)))
                .toList();
    }

    private void apply(ConsumerRecord<byte[], byte[]> record, StateBuilder state) throws StartException {
        var place = record.topic() + " partition " + record.partition() + " offset " + record.offset();
        try {
            if (record.topic().equals(topics.snapshots().name())) {
                var snapshot = Snapshot.of(record.key(), record.value(), record.headers(), record.timestamp());
                requireSource(snapshot.headers().source());
                state.apply(snapshot);
            } else if (record.key() != null && KINDS.contains(new String(record.key(), UTF_8))) {
                var report =
                        new JsonSerde<>(PollReport.class).deserializer().deserialize(record.topic(), record.value());
                requireSource(report.source());
                state.apply(report, Instant.ofEpochMilli(record.timestamp()));
            }
        } catch (UnreadableException e) {
            // A foreign record: the diff sends it to the dead letters.
            logger.warn("Skipped the unreadable record at {}: {}", place, e.getMessage());
        } catch (SerializationException e) {
            throw new StartException("cannot continue after an unreadable report at " + place + ": " + e.getMessage()
                    + ". Use another TOPIC_PREFIX, or the version that wrote it");
        }
    }

    private void requireSource(String found) throws StartException {
        if (!found.equals(source)) {
            throw new StartException("the topics contain data of " + found + ", but LL2_BASE_URL selects " + source
                    + ": restore that setting, or set TOPIC_PREFIX to start with new topics");
        }
    }

    /** Records that were published together exist together, unless something deleted them. */
    private void requireComplete(StateBuilder state, Map<TopicPartition, Long> positions) throws StartException {
        var expected = state.expectedOffsets();
        if (expected.isEmpty() && state.hasSnapshots()) {
            throw new StartException(topics.polls().name() + " is empty, but "
                    + topics.snapshots().name()
                    + " is not: restore it, or set TOPIC_PREFIX to start with new topics");
        }
        var offsets = expected.orElse(Collections.nCopies(partitions, -1L));
        if (offsets.size() != partitions) {
            throw new StartException(topics.snapshots().name() + " had " + offsets.size() + " partitions and has "
                    + partitions + " now, so that spacecraft moved between them: set TOPIC_PREFIX to start with new"
                    + " topics");
        }
        for (var partition = 0; partition < offsets.size(); partition++) {
            var position =
                    positions.getOrDefault(new TopicPartition(topics.snapshots().name(), partition), 0L);
            if (position <= offsets.get(partition)) {
                throw new StartException(topics.snapshots().name() + " partition " + partition + " ends at " + position
                        + ", but the last report requires offset " + offsets.get(partition)
                        + ": restore it, or set TOPIC_PREFIX to start with new topics");
            }
        }
    }

    private static LeadershipLostException unconfirmed(String message, @Nullable Throwable cause) {
        return new LeadershipLostException(Reason.UNCONFIRMED, message, cause);
    }
}
