package io.github.spacecrafttracker.bench;

import io.github.spacecrafttracker.change.Change;
import io.github.spacecrafttracker.change.Change.Appeared;
import io.github.spacecrafttracker.change.Change.Counts;
import io.github.spacecrafttracker.change.Change.CountsChanged;
import io.github.spacecrafttracker.change.Change.EnteredSpace;
import io.github.spacecrafttracker.change.Change.InSpace;
import io.github.spacecrafttracker.change.Change.LeftSpace;
import io.github.spacecrafttracker.change.Change.OfStatus;
import io.github.spacecrafttracker.change.Change.StatusChanged;
import io.github.spacecrafttracker.change.ChangeData;
import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.change.StructuredEvent;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.snapshot.TrackedState;
import io.github.spacecrafttracker.snapshot.TrackedState.Status;
import io.github.spacecrafttracker.streams.history.History;
import io.github.spacecrafttracker.streams.history.HistoryChange;
import io.github.spacecrafttracker.streams.history.PastState;
import io.github.spacecrafttracker.streams.history.Watermarks;
import java.lang.ref.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Measures queries of the history on one core: the state of all spacecraft at random times,
 * compared with a replay of the events up to that time, and the number in space. Also measures the
 * time to add a change, and the heap of the index.
 */
public final class HistoryQueries {
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long STEP = 60_000;
    private static final long NANOS_PER_ROUND = 1_000_000_000;

    private final int spacecraft;
    private final List<Event> log;
    private final History history;
    private final Watermarks watermarks;
    private final Random random = new Random(1);
    private long results;

    private HistoryQueries(int spacecraft, int changes) {
        this.spacecraft = spacecraft;
        log = log(spacecraft, changes);
        history = history(log);
        watermarks = Watermarks.none()
                .with(LongStream.rangeClosed(1, spacecraft)
                        .boxed()
                        .collect(Collectors.toMap(id -> id, id -> Instant.ofEpochMilli(end()))));
    }

    public static void main(String[] arguments) {
        Benchmark.run(
                "history",
                Map.of("spacecraft", "600", "changes", "100000,500000", "rounds", "5"),
                (options, result) -> {
                    var rows = result.put("rounds", options.number("rounds"))
                            .put("spacecraft", options.number("spacecraft"))
                            .putArray("logs");
                    for (var changes : options.numbers("changes")) {
                        var spacecraft = options.number("spacecraft");
                        var row = rows.addObject()
                                .put("changes", changes)
                                .put("index_heap_bytes", heapOf(() -> history(log(spacecraft, changes))));
                        var queries = new HistoryQueries(spacecraft, changes);
                        int rounds = options.number("rounds");
                        var states = new double[rounds];
                        var replays = new double[rounds];
                        var numbers = new double[rounds];
                        var additions = new double[rounds];
                        // The first round warms up.
                        for (int round = -1; round < rounds; round++) {
                            double state = queries.rate(queries::state);
                            double replay = queries.rate(queries::replay);
                            double number = queries.rate(queries::numberInSpace);
                            double addition = queries.rate(queries::add);
                            if (round >= 0) {
                                states[round] = state;
                                replays[round] = replay;
                                numbers[round] = number;
                                additions[round] = addition;
                                Benchmark.print(
                                        "%,d changes: %,.0f states/s, %,.1f replays/s, %,.0f numbers/s, %.1f µs to add a change",
                                        changes, state, replay, number, 1e6 / addition);
                            }
                        }
                        row.put("results", queries.results);
                        row.put(
                                "states_per_second",
                                Math.round(Spread.of(states).median()));
                        row.set(
                                "states_to_replays",
                                Spread.ofRatios(states, replays).json());
                        row.put(
                                "numbers_per_second",
                                Math.round(Spread.of(numbers).median()));
                        row.put(
                                "microseconds_to_add_a_change",
                                Math.round(1e7 / Spread.of(additions).median()) / 10.0);
                    }
                },
                arguments);
    }

    /** Builds the index in slices, as the change log does when it starts. */
    private static History history(List<Event> log) {
        var history = History.empty();
        for (int from = 0; from < log.size(); from += 1000) {
            var slice = log.subList(from, Math.min(log.size(), from + 1000));
            history = history.with(slice.stream().map(Event::read).toList());
        }
        return history;
    }

    private void state(long time) {
        consume(history.at(Instant.ofEpochMilli(time), watermarks).size());
    }

    /**
     * Reads the events of the log from its beginning, and keeps the last state of each spacecraft.
     */
    private void replay(long time) {
        var states = new HashMap<Long, PastState>();
        for (var event : log) {
            var change = event.read();
            if (change.notAfter() > time) {
                break;
            }
            if (change.after() == null) {
                states.remove(change.spacecraft());
            } else {
                states.merge(change.spacecraft(), change.after(), HistoryQueries::merged);
            }
        }
        consume(states.size());
    }

    private void numberInSpace(long time) {
        var from = Instant.ofEpochMilli(time);
        consume(history.numberInSpace()
                .between(from, Instant.ofEpochMilli(end()), 1000)
                .size());
    }

    private void add(long time) {
        var added = history.with(List.of(new HistoryChange(
                1 + time % spacecraft,
                log.size() + 1L,
                end(),
                end() + 1,
                new PastState("S", true, null, null),
                false)));
        consume(added.hashCode());
    }

    private double rate(LongConsumer query) {
        long began = System.nanoTime();
        long now = began;
        int count = 0;
        while (now - began < NANOS_PER_ROUND) {
            query.accept(START + random.nextLong(end() - START));
            count++;
            now = System.nanoTime();
        }
        return count * 1e9 / (now - began);
    }

    private long end() {
        return START + log.size() * STEP;
    }

    private static PastState merged(PastState before, PastState after) {
        return new PastState(
                after.name(),
                after.inSpace() != null ? after.inSpace() : before.inSpace(),
                after.status() != null ? after.status() : before.status(),
                after.counts() != null ? after.counts() : before.counts());
    }

    /** One event as the change log holds it. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Event(ChangeType type, byte[] json) {
        static Event of(Change change) {
            return new Event(
                    change.type(),
                    StructuredEvent.of(change.toCloudEvent("https://ll.example/2.3.0"))
                            .json());
        }

        HistoryChange read() {
            return HistoryChange.of(type, ChangeData.of(json).orElseThrow()).orElseThrow();
        }
    }

    private static List<Event> log(int spacecraft, int changes) {
        var random = new Random(2);
        var inSpace = new boolean[spacecraft + 1];
        var log = new ArrayList<Event>(changes);
        var active = new Status(1, "Active");
        for (int id = 1; id <= spacecraft; id++) {
            log.add(Event.of(new Appeared(spacecraft(id), new TrackedState(false, active, 0L, 0L), true, time(0), id)));
        }
        while (log.size() < changes) {
            long number = log.size() + 1L;
            int id = 1 + random.nextInt(spacecraft);
            var identity = spacecraft(id);
            var before = time(number - 3);
            var after = time(number);
            log.add(Event.of(
                    switch (random.nextInt(3)) {
                        case 0 -> {
                            inSpace[id] = !inSpace[id];
                            var was = new InSpace(!inSpace[id]);
                            var is = new InSpace(inSpace[id]);
                            yield inSpace[id]
                                    ? new EnteredSpace(identity, was, is, after, before, number)
                                    : new LeftSpace(identity, was, is, after, before, number);
                        }
                        case 1 ->
                            new StatusChanged(
                                    identity,
                                    new OfStatus(active),
                                    new OfStatus(new Status(random.nextInt(4), "Status")),
                                    after,
                                    before,
                                    number);
                        default ->
                            new CountsChanged(
                                    identity,
                                    new Counts(0L, 0L),
                                    new Counts(number, number),
                                    false,
                                    after,
                                    before,
                                    number);
                    }));
        }
        return log;
    }

    private static Spacecraft spacecraft(int id) {
        return new Spacecraft(id, "Spacecraft " + id, "C" + id, new Spacecraft.Config(6L, "Dragon"), false);
    }

    private static Instant time(long number) {
        return Instant.ofEpochMilli(START + number * STEP);
    }

    // Keeps the JIT compiler from dropping a query whose result is not used.
    private void consume(int result) {
        results += result;
    }

    private static long heapOf(Supplier<Object> create) {
        var before = heap();
        var created = create.get();
        var size = heap() - before;
        Reference.reachabilityFence(created);
        return Math.max(0, size);
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
