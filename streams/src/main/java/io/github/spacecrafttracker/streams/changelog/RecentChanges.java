package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.streams.changelog.Batch.Place;
import io.github.spacecrafttracker.streams.changelog.Batch.Step;
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
import java.util.stream.LongStream;

/**
 * The newest changes, in memory and shared by all readers. Each change has a sequence number: the order in which this
 * instance read it. A change is accepted only if its observation is above the last one of its spacecraft and kind,
 * because a rebuilt application writes old events again. For any number of threads.
 */
final class RecentChanges {
    private final int mostHeld;
    private final List<ChangeRecord> ring = new ArrayList<>();
    private final Map<String, Deque<Long>> sequencesBySpacecraft = new HashMap<>();
    private final Map<String, Map<Kind, Long>> lastObservations = new HashMap<>();
    private long first;
    private long next;
    private long repeated;
    private Instant newestDropped = Instant.MIN;
    private Position floor;
    private Position end;

    /**
     * @param start where the topics begin
     * @param mostHeld how many changes are held
     */
    RecentChanges(Position start, int mostHeld) {
        this.mostHeld = mostHeld;
        this.floor = start;
        this.end = start;
    }

    /**
     * Adds changes in the order in which they were read.
     *
     * @param upTo the position up to which the log was read
     * @return the accepted changes, without repeated ones
     */
    synchronized List<ChangeRecord> add(List<ChangeRecord> changes, Position upTo) {
        var accepted = changes.stream().filter(this::isNew).toList();
        accepted.forEach(this::hold);
        repeated += changes.size() - accepted.size();
        end = upTo;
        return accepted;
    }

    /** The oldest position that can be read from: every change after it is held. */
    synchronized Position floor() {
        return floor;
    }

    /** The position up to which the log was read. */
    synchronized Position end() {
        return end;
    }

    /** The number of events that were skipped because they had been written before. */
    synchronized long repeated() {
        return repeated;
    }

    /** Returns whether a change of this spacecraft was ever read, held or not. */
    synchronized boolean knows(String spacecraft) {
        return lastObservations.containsKey(spacecraft);
    }

    /**
     * The position before the first change of each partition that was observed at that time or later.
     *
     * @return empty if a change of that time or later is no longer held
     */
    synchronized Optional<Position> at(Instant time) {
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
     * @param mostSteps the number of changes that are wanted
     * @return empty if a change after this place is no longer held
     */
    synchronized Optional<Batch> forward(Place from, ChangeFilter filter, int mostSteps) {
        if (!from.position().covers(floor)) {
            return Optional.empty();
        }
        var steps = new ArrayList<Step>();
        var reached = from.position().offsets();
        long sequence = Math.max(first, from.sequence());
        for (; sequence < next && steps.size() < mostSteps; sequence++) {
            var change = at(sequence);
            if (change.offset() >= reached[change.partition()]) {
                reached[change.partition()] = change.offset() + 1;
                if (filter.admits(change)) {
                    steps.add(new Step(change, Position.of(reached)));
                }
            }
        }
        boolean more = sequence < next;
        var position = Position.of(reached);
        return Optional.of(new Batch(steps, new Place(more ? position : position.max(end), sequence), more));
    }

    /** Reads backward, the newest first, to the oldest change that is held. */
    synchronized Batch backward(Position before, ChangeFilter filter, int mostSteps) {
        var steps = new ArrayList<Step>();
        var position = before;
        var sequences = newestFirst(filter).iterator();
        while (sequences.hasNext() && steps.size() < mostSteps) {
            var change = at(sequences.nextLong());
            if (position.isAfter(change)) {
                position = position.with(change.partition(), change.offset());
                if (filter.admits(change)) {
                    steps.add(new Step(change, position));
                }
            }
        }
        return new Batch(steps, Place.at(position), sequences.hasNext());
    }

    private boolean isNew(ChangeRecord change) {
        var ofKinds = lastObservations.computeIfAbsent(change.spacecraft(), id -> new EnumMap<>(Kind.class));
        var last = ofKinds.get(change.kind());
        boolean isNew = last == null || change.observation() > last;
        if (isNew) {
            ofKinds.put(change.kind(), change.observation());
        }
        return isNew;
    }

    private void hold(ChangeRecord change) {
        if (next - first == mostHeld) {
            dropOldest();
        }
        if (ring.size() < mostHeld) {
            ring.add(change);
        } else {
            ring.set(slot(next), change);
        }
        sequencesBySpacecraft
                .computeIfAbsent(change.spacecraft(), id -> new ArrayDeque<>())
                .addLast(next);
        next++;
    }

    private void dropOldest() {
        var oldest = at(first);
        floor = floor.max(floor.after(oldest));
        newestDropped = newestDropped.isBefore(oldest.time()) ? oldest.time() : newestDropped;
        sequencesBySpacecraft.computeIfPresent(oldest.spacecraft(), (id, sequences) -> {
            sequences.removeFirst();
            return sequences.isEmpty() ? null : sequences;
        });
        first++;
    }

    /** The changes that may match: if the filter names spacecraft, only theirs. */
    private LongStream newestFirst(ChangeFilter filter) {
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
        return (int) (sequence % mostHeld);
    }
}
