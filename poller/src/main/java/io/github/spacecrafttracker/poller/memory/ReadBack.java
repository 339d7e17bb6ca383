package io.github.spacecrafttracker.poller.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poller.schedule.RequestBudget;
import io.github.spacecrafttracker.poller.turn.Turn;
import io.github.spacecrafttracker.poller.turn.TurnOverException;
import io.github.spacecrafttracker.service.Cause;
import io.github.spacecrafttracker.service.KafkaSettings;
import io.github.spacecrafttracker.service.StartException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads back what a poller must know, from the beginning of both topics to their committed ends, wholly or not at all. It comes after the take-over of the
 * transactional id, so that nothing can be added behind it.
 */
public final class ReadBack {
    private static final Logger logger = LoggerFactory.getLogger(ReadBack.class);
    private static final int IDLE_POLLS = 60;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Set<String> KINDS =
            Set.of(PollReport.PAGE, PollReport.WATCH, PollReport.LOOK_UP, PollReport.SWEEP, PollReport.BUDGET);

    private final Topics topics;
    private final String source;
    private final int partitions;

    /**
     * @param source what the topics must hold data of
     * @param partitions how many the snapshots have
     */
    public ReadBack(Topics topics, String source, int partitions) {
        this.topics = topics;
        this.source = source;
        this.partitions = partitions;
    }

    /**
     * Reads for as long as it is this poller's turn.
     *
     * @throws StartException where the topics contradict each other, or hold data of another source
     * @throws TurnOverException where the brokers don't give them to their ends
     */
    public Knowledge read(KafkaSettings kafka, Instant now, Turn turn) throws StartException, TurnOverException {
        try (var consumer = consumer(kafka)) {
            var memory = new Memory(now.minus(RequestBudget.REMEMBERED));
            var positions = readToEnds(consumer, memory, turn);
            requireWhole(memory, positions);
            return memory.knowledge(partitions);
        } catch (RetriableException e) {
            throw new TurnOverException("what is known can't be read back now: " + Cause.inOneLine(e), e);
        }
    }

    // It fails where no broker's name can be looked up.
    private static Consumer<byte[], byte[]> consumer(KafkaSettings kafka) throws TurnOverException {
        try {
            return new KafkaConsumer<>(kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw new TurnOverException("the brokers can't be asked: " + Cause.inOneLine(e), e);
        }
    }

    private Map<TopicPartition, Long> readToEnds(Consumer<byte[], byte[]> consumer, Memory memory, Turn turn)
            throws StartException, TurnOverException {
        var all = partitionsToRead();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        var ends = consumer.endOffsets(all);
        var idle = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            var records = consumer.poll(POLL);
            idle = records.isEmpty() ? idle + 1 : 0;
            if (turn.isOver()) {
                throw new TurnOverException(turn.why(), null);
            }
            if (idle == IDLE_POLLS) {
                throw new TurnOverException(
                        "the brokers do not give " + topics.snapshots().name() + " and "
                                + topics.polls().name() + " to their ends: look at their logs",
                        null);
            }
            for (var each : records) {
                take(each, memory);
            }
        }
        return all.stream().collect(Collectors.toMap(it -> it, consumer::position));
    }

    private List<TopicPartition> partitionsToRead() {
        return Stream.concat(
                        IntStream.range(0, partitions)
                                .mapToObj(it ->
                                        new TopicPartition(topics.snapshots().name(), it)),
                        Stream.of(new TopicPartition(topics.polls().name(), 0)))
                .toList();
    }

    private void take(ConsumerRecord<byte[], byte[]> each, Memory memory) throws StartException {
        var place = each.topic() + " partition " + each.partition() + " offset " + each.offset();
        try {
            if (each.topic().equals(topics.snapshots().name())) {
                var snapshot = Snapshot.of(each.key(), each.value(), each.headers(), each.timestamp());
                requireSource(snapshot.headers().source());
                memory.take(snapshot);
            } else if (each.key() != null && KINDS.contains(new String(each.key(), UTF_8))) {
                var report = new JsonSerde<>(PollReport.class).deserializer().deserialize(each.topic(), each.value());
                requireSource(report.source());
                memory.take(report);
            }
        } catch (UnreadableException e) {
            // Not the poller's writing: the diff puts it to the dead letters.
            logger.warn("passed over at {}: {}", place, e.getMessage());
        } catch (SerializationException e) {
            throw new StartException("can't go on after a report that can't be read, at " + place + ": "
                    + e.getMessage() + ". Use another TOPIC_PREFIX, or the version that wrote it");
        }
    }

    private void requireSource(String found) throws StartException {
        if (!found.equals(source)) {
            throw new StartException("the topics hold data of " + found + ", and LL2_BASE_URL means " + source
                    + ": set it back, or set TOPIC_PREFIX to begin with topics of its own");
        }
    }

    /** What was published together is there together, or something deleted it. */
    private void requireWhole(Memory memory, Map<TopicPartition, Long> positions) throws StartException {
        var expected = memory.expectedOffsets();
        if (expected.isEmpty() && memory.holdsSnapshots()) {
            throw new StartException(topics.polls().name() + " is empty, but "
                    + topics.snapshots().name()
                    + " is not: restore it, or set TOPIC_PREFIX to begin with topics of its own");
        }
        var offsets = expected.orElse(Collections.nCopies(partitions, -1L));
        if (offsets.size() != partitions) {
            throw new StartException(topics.snapshots().name() + " had " + offsets.size() + " partitions and has "
                    + partitions + " now, so that spacecraft moved between them: set TOPIC_PREFIX to begin with topics"
                    + " of its own");
        }
        for (var partition = 0; partition < offsets.size(); partition++) {
            var position =
                    positions.getOrDefault(new TopicPartition(topics.snapshots().name(), partition), 0L);
            if (position <= offsets.get(partition)) {
                throw new StartException(topics.snapshots().name() + " partition " + partition + " ends at " + position
                        + ", but the last report tells of offset " + offsets.get(partition)
                        + ": restore it, or set TOPIC_PREFIX to begin with topics of its own");
            }
        }
    }
}
