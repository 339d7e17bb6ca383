package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.streams.changelog.ChangeSlice.Entry;
import io.github.spacecrafttracker.streams.changelog.ChangeSlice.ReadPosition;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.LongStream;

/**
 * The newest changes, held in memory for all readers. Each change has a sequence number, which is
 * the order in which this instance read it. A change is accepted only if its observation is greater
 * than the last one of its spacecraft and kind, because the diff writes old events again when its
 * state is rebuilt. Thread-safe.
 */
final class RecentChanges {
    private static final Comparator<ChangeRecord> BY_OBSERVATION = Comparator.comparingLong(ChangeRecord::observation);

    private final int capacity;
    private final List<ChangeRecord> ring = new ArrayList<>();
    private final Map<String, Deque<Long>> sequencesBySpacecraft = new HashMap<>();
    private final Map<String, Map<Kind, Long>> lastObservations = new HashMap<>();
    private long first;
    private long next;
    private long repeated;
    private Instant newestDropped = Instant.MIN;
    private LogPosition beginning;
    private LogPosition end;

    /** The changes that were added, and those that are no longer held, each the oldest first. */
    record Update(List<ChangeRecord> added, List<ChangeRecord> dropped) {}

    /**
     * @param start the beginning of the topics
     * @param capacity the maximum number of changes that are held
     */
    RecentChanges(LogPosition start, int capacity) {
        this.capacity = capacity;
        this.beginning = start;
        this.end = start;
    }

    /**
     * Adds changes in the order in which they were read.
     *
     * @param upTo the position up to which the log has been read
     * @return the accepted changes, without repeated ones, and those that are no longer held
     */
    synchronized Update add(List<ChangeRecord> changes, LogPosition upTo) {
        var accepted = changes.stream().filter(this::isNew).toList();
        var dropped = new ArrayList<ChangeRecord>();
        accepted.forEach(change -> append(change).ifPresent(dropped::add));
        repeated += changes.size() - accepted.size();
        end = upTo;
        return new Update(accepted, dropped);
    }

    /**
     * Returns the lowest position from which readers can continue: every change after it is held.
     */
    synchronized LogPosition beginning() {
        return beginning;
    }

    /** Returns the position up to which the log has been read. */
    synchronized LogPosition end() {
        return end;
    }

    /** Returns the number of events that were skipped because they were written again. */
    synchronized long repeated() {
        return repeated;
    }

    /**
     * Returns whether a change of this spacecraft has been read, whether or not it is still held.
     */
    synchronized boolean hasRead(String spacecraft) {
        return lastObservations.containsKey(spacecraft);
    }

    /**
     * Returns the position before the first change of each partition that was observed at this time
     * or later.
     *
     * @return empty if a change of this time or later is no longer held
     */
    synchronized Optional<LogPosition> at(Instant time) {
        if (!newestDropped.isBefore(time)) {
            return Optional.empty();
        }
        var position = end;
        for (long sequence = next - 1; sequence >= first; sequence--) {
            var change = at(sequence);
            if (!change.time().isBefore(time)) {
                position = position.with(change.partition(), change.offset());
            }
        }
        return Optional.of(position);
    }

    /**
     * Reads forward, the oldest first.
     *
     * @param limit the maximum number of changes to return
     * @return empty if a change after this position is no longer held
     */
    synchronized Optional<ChangeSlice> forward(ReadPosition from, ChangeFilter filter, int limit) {
        if (!from.position().covers(beginning)) {
            return Optional.empty();
        }
        var entries = new ArrayList<Entry>();
        var reached = from.position().offsets();
        long sequence = Math.max(first, from.sequence());
        for (; sequence < next && entries.size() < limit; sequence++) {
            var change = at(sequence);
            if (change.offset() >= reached[change.partition()]) {
                reached[change.partition()] = change.offset() + 1;
                if (filter.accepts(change)) {
                    entries.add(new Entry(change, LogPosition.of(reached)));
                }
            }
        }
        boolean hasMore = sequence < next;
        var position = LogPosition.of(reached);
        return Optional.of(
                new ChangeSlice(entries, new ReadPosition(hasMore ? position : position.max(end), sequence), hasMore));
    }

    /** Reads backward in the order of the sequence numbers, the last one first. */
    synchronized ChangeSlice backward(LogPosition before, ChangeFilter filter, int limit) {
        var entries = new ArrayList<Entry>();
        var position = before;
        var sequences = lastFirst(filter).iterator();
        while (sequences.hasNext() && entries.size() < limit) {
            var change = at(sequences.nextLong());
            if (position.isAfter(change)) {
                position = position.with(change.partition(), change.offset());
                if (filter.accepts(change)) {
                    entries.add(new Entry(change, position));
                }
            }
        }
        return new ChangeSlice(entries, ReadPosition.at(position), sequences.hasNext());
    }

    /** Returns the changes with the highest observations, the newest first. */
    List<ChangeRecord> newest(int limit) {
        // A heap, because the changes are nearly in order and few insertions are needed.
        var newest = new PriorityQueue<>(BY_OBSERVATION);
        for (var change : lastFirst()) {
            if (newest.size() < limit) {
                newest.add(change);
            } else if (!newest.isEmpty() && BY_OBSERVATION.compare(change, newest.peek()) > 0) {
                newest.remove();
                newest.add(change);
            }
        }
        return newest.stream().sorted(BY_OBSERVATION.reversed()).toList();
    }

    private synchronized List<ChangeRecord> lastFirst() {
        return LongStream.range(0, next - first)
                .mapToObj(age -> at(next - 1 - age))
                .toList();
    }

    private boolean isNew(ChangeRecord change) {
        var byKind = lastObservations.computeIfAbsent(change.spacecraft(), id -> new EnumMap<>(Kind.class));
        var last = byKind.get(change.kind());
        boolean isNew = last == null || change.observation() > last;
        if (isNew) {
            byKind.put(change.kind(), change.observation());
        }
        return isNew;
    }

    /** @return the change that is no longer held */
    private Optional<ChangeRecord> append(ChangeRecord change) {
        var dropped = next - first == capacity ? Optional.of(dropOldest()) : Optional.<ChangeRecord>empty();
        if (ring.size() < capacity) {
            ring.add(change);
        } else {
            ring.set(slot(next), change);
        }
        sequencesBySpacecraft
                .computeIfAbsent(change.spacecraft(), id -> new ArrayDeque<>())
                .addLast(next);
        next++;
        return dropped;
    }

    private ChangeRecord dropOldest() {
        var oldest = at(first);
        beginning = beginning.max(beginning.after(oldest));
        newestDropped = newestDropped.isBefore(oldest.time()) ? oldest.time() : newestDropped;
        sequencesBySpacecraft.computeIfPresent(oldest.spacecraft(), (id, sequences) -> {
            sequences.removeFirst();
            return sequences.isEmpty() ? null : sequences;
        });
        first++;
        return oldest;
    }

    /**
     * Returns the sequence numbers of the changes that may match: if the filter names spacecraft,
     * only theirs.
     */
    private LongStream lastFirst(ChangeFilter filter) {
        return filter.spacecraft().isEmpty()
                ? LongStream.range(0, next - first).map(age -> next - 1 - age)
                : filter.spacecraft().stream()
                        .flatMap(id -> sequencesBySpacecraft.getOrDefault(id, new ArrayDeque<>()).stream())
                        .sorted(Comparator.reverseOrder())
                        .mapToLong(Long::longValue);
    }

    private ChangeRecord at(long sequence) {
        return ring.get(slot(sequence));
    }

    private int slot(long sequence) {
        return (int) (sequence % capacity);
    }
}
