package io.github.spacecrafttracker.streams.changes;

import io.github.spacecrafttracker.service.BrokerContact;
import io.github.spacecrafttracker.service.Cause;
import io.github.spacecrafttracker.service.KafkaSettings;
import io.github.spacecrafttracker.service.StartException;
import io.github.spacecrafttracker.service.TopicSet;
import io.github.spacecrafttracker.streams.changes.Batch.Place;
import io.github.spacecrafttracker.streams.changes.CursorException.Reason;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The change topics as one log, in which stands what a {@code read_committed} reader sees. The newest changes are held in memory, older ones are read from the
 * brokers. For any number of threads.
 *
 * <p>Where brokers are asked, {@link KafkaException} is thrown if they give no answer in time.
 */
public final class ChangeLog implements AutoCloseable {
    private static final int MOST_READINGS = 4;

    // How long a broker keeps a question to which it has nothing to say. One that reads what is there asks another
    // meanwhile, which waits behind it.
    private static final Duration FOLLOWING = Duration.ofMillis(500);
    private static final Duration READING = Duration.ofMillis(1);

    private final Cursors cursors;
    private final StructuredEvents events;
    private final Position start;
    private final RecentChanges recent;
    private final LiveTail tail;
    private final OlderChanges older;

    private ChangeLog(
            Cursors cursors, StructuredEvents events, RecentChanges recent, LiveTail tail, OlderChanges older) {
        this.cursors = cursors;
        this.events = events;
        this.start = recent.floor();
        this.recent = recent;
        this.tail = tail;
        this.older = older;
    }

    /**
     * Opens it; {@link #start} has it read.
     *
     * @param found the topics on the broker
     * @param mostHeld how many changes are held in memory, of about 1 KiB each
     * @throws StartException the broker does not say where the topics begin
     */
    public static ChangeLog open(KafkaSettings kafka, Topics topics, TopicSet found, int mostHeld)
            throws StartException {
        var partitions = ChangePartitions.of(topics, found);
        var read = new StructuredEvents(partitions, topics.inSpace(), new Strangers());
        // What is read again was told of when it was read first.
        var readAgain = new StructuredEvents(partitions, topics.inSpace(), stranger -> {});
        var following = consumer(kafka, partitions, "changes-tail", FOLLOWING);
        try {
            var recent = new RecentChanges(following.beginning(), mostHeld);
            return new ChangeLog(
                    new Cursors(partitions),
                    readAgain,
                    recent,
                    new LiveTail(following, read, recent),
                    new OlderChanges(() -> consumer(kafka, partitions, "changes-reader", READING), MOST_READINGS));
        } catch (KafkaException e) {
            following.close();
            throw unreadable(e);
        }
    }

    /** Has someone told of each change, the old ones first, by the thread that reads them; it must not wait. Not once it is started. */
    public void tell(Consumer<List<ChangeRecord>> listener) {
        tail.tell(listener);
    }

    /**
     * Reads what is there, then goes on by itself.
     *
     * @throws StartException it cannot be read
     */
    public void start() throws StartException {
        try {
            tail.start();
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    /** With the brokers, of the thread that follows. */
    public BrokerContact contact() {
        return tail.contact();
    }

    /** Completes with the cause when it can be followed no more, and normally when it is closed. */
    public CompletableFuture<Void> ended() {
        return tail.ended();
    }

    /** After the newest change that this instance has read. */
    public Position end() {
        return recent.end();
    }

    /** Before the oldest change that is kept. */
    public Position beginning() {
        return recent.floor().equals(start) ? start : older.read(ChangeConsumer::beginning);
    }

    /** Before the first change of each partition that was observed then or later. */
    public Position at(Instant time) {
        return older.read(consumer -> consumer.at(time));
    }

    public String cursor(Position position) {
        return cursors.write(position);
    }

    /**
     * Reads a cursor.
     *
     * @throws CursorException it is garbled, of other topics, or outside of what is kept
     */
    public Position position(String cursor) throws CursorException {
        var position = cursors.read(cursor);
        var held = recent.floor();
        // Of each partition either: what was deleted may still be in memory.
        if (!position.covers(held) && !position.covers(held.min(beginning()))) {
            throw new CursorException(Reason.EXPIRED);
        }
        // Another instance may have read further than this one.
        if (!recent.end().covers(position) && !older.read(ChangeConsumer::end).covers(position)) {
            throw new CursorException(Reason.AHEAD);
        }
        return position;
    }

    /**
     * Reads forward in what is held in memory; never waits.
     *
     * @return empty where something that follows the place is older than that
     */
    public Optional<Batch> recent(Place from, ChangeFilter filter, int mostSteps) {
        return recent.forward(from, filter, mostSteps);
    }

    /**
     * Reads forward, the oldest first.
     *
     * @throws CursorException what follows is kept no more
     */
    public Batch forward(Place from, ChangeFilter filter, int mostSteps) throws CursorException {
        var held = recent.forward(from, filter, mostSteps);
        if (held.isPresent()) {
            return held.get();
        }
        return kept(consumer -> {
            var to = from.position().max(recent.floor());
            var batch = new ForwardReading(consumer, from.position(), to)
                    .into(new Reading(events, from.position(), filter, mostSteps));
            // What is held follows.
            return new Batch(batch.steps(), batch.end(), true);
        });
    }

    /**
     * Reads backward, the newest first.
     *
     * @throws CursorException what goes before is kept no more
     */
    public Batch backward(Position before, ChangeFilter filter, int mostSteps) throws CursorException {
        // Where another instance has read further, its newest are not in this one's memory.
        var held = recent.end().covers(before)
                ? recent.backward(before, filter, mostSteps)
                : new Batch(List.of(), Place.at(before), true);
        var rest = held.end().position();
        if (start.covers(rest)) {
            return held;
        }
        int left = mostSteps - held.steps().size();
        if (left == 0) {
            return new Batch(held.steps(), held.end(), true);
        }
        var further =
                kept(consumer -> new BackwardReading(consumer, rest).into(new Reading(events, rest, filter, left)));
        var steps = new ArrayList<>(held.steps());
        steps.addAll(further.steps());
        return new Batch(steps, further.end(), further.more());
    }

    @Override
    public void close() {
        tail.close();
        older.close();
    }

    private Batch kept(Function<ChangeConsumer, Batch> reading) throws CursorException {
        try {
            return older.read(reading);
        } catch (OffsetOutOfRangeException e) {
            throw new CursorException(Reason.EXPIRED);
        }
    }

    private static StartException unreadable(KafkaException e) {
        return new StartException("the change topics cannot be read: " + Cause.inOneLine(e), e);
    }

    private static ChangeConsumer consumer(
            KafkaSettings kafka, ChangePartitions partitions, String name, Duration longestWait) {
        var settings = new HashMap<>(kafka.consumer());
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, kafka.topicPrefix() + "-" + name);
        // Whatever is not kept any more must not be passed over in silence.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) longestWait.toMillis());
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1024 * 1024);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 * 1024);
        return new ChangeConsumer(
                partitions, new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }
}
