package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.service.kafka.BrokerReachability;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.service.text.Causes;
import io.github.spacecrafttracker.streams.changelog.Batch.Place;
import io.github.spacecrafttracker.streams.changelog.ChangePartitions.ChangeTopic;
import io.github.spacecrafttracker.streams.changelog.CursorException.Reason;
import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The change topics as one log, as a {@code read_committed} reader sees it. The newest changes are held in memory, and
 * every reader is served from there. For any number of threads.
 */
public final class ChangeLog implements AutoCloseable {
    private final ChangePartitions partitions;
    private final Cursors cursors;
    private final RecentChanges recent;
    private final LiveTail tail;
    private final EndOffsets ends;

    private ChangeLog(
            ChangePartitions partitions, Cursors cursors, RecentChanges recent, LiveTail tail, EndOffsets ends) {
        this.partitions = partitions;
        this.cursors = cursors;
        this.recent = recent;
        this.tail = tail;
        this.ends = ends;
    }

    /**
     * Opens the log; {@link #start} reads it.
     *
     * @param found the topics on the broker
     * @param mostHeld how many changes are held in memory, of about 1 KiB each
     * @param listeners the reading thread calls them with each change, the old ones first; must not block
     * @throws StartException if the broker does not return where the topics begin
     */
    public static ChangeLog open(
            KafkaSettings kafka,
            Topics topics,
            TopicSet found,
            int mostHeld,
            List<Consumer<List<ChangeRecord>>> listeners)
            throws StartException {
        var partitions = ChangePartitions.of(topics, found);
        var events = new ChangeRecordReader(partitions, topics.inSpace(), new ForeignRecordWarnings());
        var consumer = consumer(kafka, partitions);
        try {
            var start = consumer.beginning();
            var recent = new RecentChanges(start, mostHeld);
            return new ChangeLog(
                    partitions,
                    new Cursors(partitions, start),
                    recent,
                    new LiveTail(consumer, events, recent, listeners),
                    new EndOffsets(partitions, Admin.create(kafka.admin())));
        } catch (KafkaException e) {
            consumer.close();
            throw unreadable(e);
        }
    }

    /**
     * Adds a listener that the reading thread calls with the changes that it reads from now on.
     *
     * @param listener must not block
     */
    public void addListener(Consumer<List<ChangeRecord>> listener) {
        tail.addListener(listener);
    }

    /**
     * Reads what is in the topics, then follows them in a thread of its own.
     *
     * @throws StartException if they cannot be read
     */
    public void start() throws StartException {
        try {
            tail.start();
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    public void bindMetrics(MeterRegistry registry) {
        contact().bindTo(registry);
        FunctionCounter.builder("tracker.changes.repeated", recent, RecentChanges::repeated)
                .description("Events that were skipped because their observation had been read before")
                .register(registry);
    }

    /** The contact of the reading thread with the brokers. */
    public BrokerReachability contact() {
        return tail.contact();
    }

    /** Completes with the cause when the topics can no longer be followed, and normally when the log is closed. */
    public CompletableFuture<Void> ended() {
        return tail.ended();
    }

    /** The names of the topics, which keep every change. */
    public List<String> topics() {
        return partitions.topics().stream().map(ChangeTopic::name).toList();
    }

    /** Returns whether a change of this spacecraft was ever read, held or not. */
    public boolean knows(long spacecraft) {
        return recent.knows(Long.toString(spacecraft));
    }

    /** The position after the newest change that this instance has read. */
    public Position end() {
        return recent.end();
    }

    /** The position before the oldest change that is held. */
    public Position beginning() {
        return recent.floor();
    }

    /**
     * The position before the first change of each partition that was observed at that time or later.
     *
     * @throws CursorException if such a change is no longer held
     */
    public Position at(Instant time) throws CursorException {
        return recent.at(time).orElseThrow(() -> new CursorException(Reason.EXPIRED));
    }

    public String cursor(Position position) {
        return cursors.write(position);
    }

    /**
     * Reads the cursor of a reader that follows. It may be ahead of this instance: another one has read further. Waits
     * a few seconds for the brokers in this case.
     *
     * @throws CursorException if it is garbled, of other topics, before what is held or beyond the end of the topics,
     *     or if the brokers do not answer whether it is
     */
    public Position positionToFollow(String cursor) throws CursorException {
        var position = cursors.read(cursor);
        if (!position.covers(recent.floor())) {
            throw new CursorException(Reason.EXPIRED);
        }
        if (!recent.end().covers(position)) {
            var end = ends.query().orElseThrow(() -> new CursorException(Reason.NOT_YET_READ));
            if (!end.covers(position)) {
                throw new CursorException(Reason.AHEAD);
            }
        }
        return position;
    }

    /**
     * Reads the cursor of a reader that needs an answer now.
     *
     * @throws CursorException as {@link #positionToFollow} does, and if this instance has not read so far yet
     */
    public Position position(String cursor) throws CursorException {
        var position = positionToFollow(cursor);
        if (!recent.end().covers(position)) {
            throw new CursorException(Reason.NOT_YET_READ);
        }
        return position;
    }

    /**
     * Reads forward, the oldest first.
     *
     * @return empty if a change after this place is no longer held
     */
    public Optional<Batch> forward(Place from, ChangeFilter filter, int mostSteps) {
        return recent.forward(from, filter, mostSteps);
    }

    /** Reads backward, the newest first, to the oldest change that is held. */
    public Batch backward(Position before, ChangeFilter filter, int mostSteps) {
        return recent.backward(before, filter, mostSteps);
    }

    @Override
    public void close() {
        tail.close();
        ends.close();
    }

    private static StartException unreadable(KafkaException e) {
        return new StartException("the change topics cannot be read: " + Causes.inOneLine(e), e);
    }

    private static ChangeConsumer consumer(KafkaSettings kafka, ChangePartitions partitions) {
        var settings = new HashMap<>(kafka.consumer());
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, kafka.topicPrefix() + "-changes-tail");
        // A record that was deleted before it was read must not be skipped silently.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1024 * 1024);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 * 1024);
        return new ChangeConsumer(
                partitions, new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }
}
