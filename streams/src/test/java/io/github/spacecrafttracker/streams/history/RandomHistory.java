package io.github.spacecrafttracker.streams.history;

import io.github.spacecrafttracker.snapshot.TrackedState.Status;
import io.github.spacecrafttracker.streams.history.PastState.Counts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The changes that a diff reports for random spacecraft, polled at random times: all kinds, several
 * in one observation, values that change back, removals, returns, equal times, overlapping bounds,
 * and spacecraft in space at the baseline.
 */
final class RandomHistory {
    static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    final List<HistoryChange> changes = new ArrayList<>();
    final Map<Long, Long> confirmedUntil = new HashMap<>();

    private final Random random;
    private final List<Tracked> spacecraft = new ArrayList<>();
    private long clock = START;
    private long observation;

    RandomHistory(long seed, int spacecraftCount, int polls) {
        random = new Random(seed);
        for (int id = 1; id <= spacecraftCount; id++) {
            spacecraft.add(new Tracked(id));
        }
        spacecraft.stream().limit(spacecraftCount / 2 + 1).forEach(tracked -> observe(tracked, true));
        for (int poll = 0; poll < polls; poll++) {
            observe(spacecraft.get(random.nextInt(spacecraftCount)), false);
        }
    }

    long end() {
        return clock + 10;
    }

    private void observe(Tracked tracked, boolean initial) {
        // Often equal times, and replies from a cache whose state is older than the last reply.
        clock += random.nextInt(4);
        long trueSince = clock - random.nextInt(6);
        observation += 1 + random.nextInt(2);
        tracked.observe(trueSince, initial);
    }

    private final class Tracked {
        private final long id;
        private @Nullable PastState state;
        private boolean seen;
        private long confirmed;

        Tracked(long id) {
            this.id = id;
        }

        void observe(long trueSince, boolean initial) {
            var lower = Math.min(confirmed, clock);
            if (!seen) {
                state = new PastState("name" + random.nextInt(3), random.nextBoolean(), status(), counts());
                seen = true;
                confirmed = trueSince;
                add(clock, state, initial);
            } else if (state == null) {
                if (random.nextInt(3) == 0) {
                    state = new PastState("name" + random.nextInt(3), random.nextBoolean(), status(), counts());
                    add(lower, state, false);
                }
            } else if (random.nextInt(8) == 0) {
                state = null;
                add(lower, null, false);
            } else {
                change(state, lower);
            }
            confirmed = Math.max(confirmed, trueSince);
            confirmedUntil.put(id, confirmed);
        }

        private void change(PastState before, long lower) {
            var name = random.nextInt(4) == 0 ? "name" + random.nextInt(3) : before.name();
            var inSpace = random.nextInt(2) == 0 ? Boolean.valueOf(random.nextBoolean()) : before.inSpace();
            var status = random.nextInt(3) == 0 ? status() : before.status();
            var counts = random.nextInt(3) == 0 ? counts() : before.counts();
            state = new PastState(name, inSpace, status, counts);
            Consumer<PastState> report = after -> add(lower, after, false);
            if (!Objects.equals(inSpace, before.inSpace())) {
                report.accept(new PastState(name, inSpace, null, null));
            }
            if (!Objects.equals(status, before.status())) {
                report.accept(new PastState(name, null, status, null));
            }
            if (!Objects.equals(counts, before.counts())) {
                report.accept(new PastState(name, null, null, counts));
            }
            if (!Objects.equals(name, before.name())) {
                report.accept(new PastState(name, null, null, null));
            }
        }

        private void add(long lower, @Nullable PastState after, boolean initial) {
            changes.add(new HistoryChange(id, observation, lower, clock, after, initial));
        }

        private Status status() {
            int status = random.nextInt(3);
            return new Status(status, "status" + status);
        }

        private Counts counts() {
            return new Counts(random.nextInt(4) == 0 ? null : (long) random.nextInt(3), (long) random.nextInt(2));
        }
    }
}
