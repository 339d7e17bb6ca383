package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.service.kafka.BrokerReachability;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.service.text.Causes;
import io.github.spacecrafttracker.streams.changelog.ChangePartitions.ChangeTopic;
import io.github.spacecrafttracker.streams.changelog.ChangeSlice.ReadPosition;
import io.github.spacecrafttracker.streams.changelog.CursorException.Reason;
import io.github.spacecrafttracker.streams.history.History;
import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;

/**
 * The change topics as one log, as a {@code read_committed} consumer reads them. The newest changes
 * are held in memory, from which all readers are served. Thread-safe.
 */
public final class ChangeLog implements AutoCloseable {
    private final ChangePartitions partitions;
    private final CursorCodec cursors;
    private final RecentChanges recent;
    private final LiveHistory history;
    private final LiveTail tail;
    private final EndOffsets ends;

    private ChangeLog(
            ChangePartitions partitions,
            CursorCodec cursors,
            RecentChanges recent,
            LiveHistory history,
            LiveTail tail,
            EndOffsets ends) {
        this.partitions = partitions;
        this.cursors = cursors;
        this.recent = recent;
        this.history = history;
        this.tail = tail;
        this.ends = ends;
    }

    /**
     * Opens the log; {@link #start} reads it.
     *
     * @param found the topics on the broker
     * @param capacity the maximum number of changes in memory, of about 1 KiB each
     * @param listeners called by the reading thread with all changes, the oldest first; must not
     *     block
     * @throws StartException if the broker does not return the beginning of the topics
     */
    public static ChangeLog open(
            KafkaSettings kafka,
            Topics topics,
            TopicSet found,
            int capacity,
            List<Consumer<List<ChangeRecord>>> listeners)
            throws StartException {
        var partitions = ChangePartitions.of(topics, found);
        var events = new ChangeRecordReader(partitions, topics.inSpace());
        var consumer = ChangeConsumer.open(kafka, partitions);
        try {
            var start = consumer.beginning();
            var recent = new RecentChanges(start, capacity);
            var history = new LiveHistory();
            return new ChangeLog(
                    partitions,
                    new CursorCodec(partitions, start),
                    recent,
                    history,
                    new LiveTail(consumer, events, recent, history, listeners),
                    new EndOffsets(partitions, Admin.create(kafka.admin())));
        } catch (KafkaException e) {
            consumer.close();
            throw unreadable(e);
        }
    }

    /**
     * Adds a listener, which the reading thread calls with all changes that it reads after this
     * call.
     *
     * @param listener must not block
     */
    public void addListener(Consumer<List<ChangeRecord>> listener) {
        tail.addListener(listener);
    }

    /**
     * Reads the topics to their current end, then follows them in a separate thread.
     *
     * @throws StartException if the topics cannot be read
     */
    public void start() throws StartException {
        try {
            tail.start();
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    public void bindMetrics(MeterRegistry registry) {
        reachability().bindTo(registry);
        FunctionCounter.builder("tracker.changes.repeated", recent, RecentChanges::repeated)
                .description(
                        "Events that were skipped because their observation is not above the last one of their spacecraft and kind")
                .register(registry);
    }

    /** Returns the reachability of the brokers from the reading thread. */
    public BrokerReachability reachability() {
        return tail.reachability();
    }

    /**
     * Returns a future that fails with the cause if the topics can no longer be followed, and
     * completes normally when the log is closed.
     */
    public CompletableFuture<Void> ended() {
        return tail.ended();
    }

    /** Returns the names of the topics, which keep every change. */
    public List<String> topics() {
        return partitions.topics().stream().map(ChangeTopic::name).toList();
    }

    /**
     * Returns whether a change of this spacecraft has been read, whether or not it is still held.
     */
    public boolean hasRead(long spacecraft) {
        return recent.hasRead(Long.toString(spacecraft));
    }

    /** Returns the history of the changes that this instance has read. */
    public History history() {
        return history.current();
    }

    /**
     * Returns whether the history contains every change of transactions that were committed before
     * the given end was queried.
     *
     * @param end as {@link #endWithOpenTransactions} returned it
     */
    public boolean hasHistoryUpTo(LogPosition end) {
        return tail.published().covers(end);
    }

    /**
     * Queries the brokers for the end of the topics, after the records of open transactions.
     *
     * @return empty if the brokers do not answer in time
     */
    public Optional<LogPosition> endWithOpenTransactions() {
        return ends.query(IsolationLevel.READ_UNCOMMITTED);
    }

    /** Returns the position after the newest change that this instance has read. */
    public LogPosition end() {
        return recent.end();
    }

    /** Returns the position before the oldest change that is held. */
    public LogPosition beginning() {
        return recent.beginning();
    }

    /**
     * Returns the position before the first change of each partition that was observed at this time
     * or later.
     *
     * @throws CursorException if such a change is no longer held
     */
    public LogPosition at(Instant time) throws CursorException {
        return recent.at(time).orElseThrow(() -> new CursorException(Reason.EXPIRED));
    }

    public String cursor(LogPosition position) {
        return cursors.encode(position);
    }

    /**
     * Reads the cursor of a client that follows the log. The cursor may be ahead of this instance,
     * because another instance has read further. In this case the method waits up to a few seconds
     * for the brokers.
     *
     * @throws CursorException if the cursor is garbled, belongs to other topics, is before the
     *     oldest change that is held, or is beyond the end of the topics, or if the brokers do not
     *     return that end
     */
    public LogPosition positionToFollow(String cursor) throws CursorException {
        var position = cursors.decode(cursor);
        if (!position.covers(recent.beginning())) {
            throw new CursorException(Reason.EXPIRED);
        }
        if (!recent.end().covers(position)) {
            var end = ends.query(IsolationLevel.READ_COMMITTED)
                    .orElseThrow(() -> new CursorException(Reason.NOT_YET_READ));
            if (!end.covers(position)) {
                throw new CursorException(Reason.AHEAD);
            }
        }
        return position;
    }

    /**
     * Reads the cursor of a client that needs an immediate result.
     *
     * @throws CursorException like {@link #positionToFollow}, and if this instance has not read up
     *     to the cursor
     */
    public LogPosition position(String cursor) throws CursorException {
        var position = positionToFollow(cursor);
        if (!recent.end().covers(position)) {
            throw new CursorException(Reason.NOT_YET_READ);
        }
        return position;
    }

    /**
     * Reads forward, the oldest first.
     *
     * @return empty if a change after this position is no longer held
     */
    public Optional<ChangeSlice> forward(ReadPosition from, ChangeFilter filter, int limit) {
        return recent.forward(from, filter, limit);
    }

    /**
     * Reads backward in the order in which this instance read the changes, the last one first. This
     * is not the order of observations; see {@link #newest}.
     */
    public ChangeSlice backward(LogPosition before, ChangeFilter filter, int limit) {
        return recent.backward(before, filter, limit);
    }

    /**
     * Returns the changes with the highest observations that are held, the newest first. Across
     * topics, this instance may have read them in another order.
     */
    public List<ChangeRecord> newest(int limit) {
        return recent.newest(limit);
    }

    @Override
    public void close() {
        tail.close();
        ends.close();
    }

    private static StartException unreadable(KafkaException e) {
        return new StartException("the change topics cannot be read: " + Causes.inOneLine(e), e);
    }
}
