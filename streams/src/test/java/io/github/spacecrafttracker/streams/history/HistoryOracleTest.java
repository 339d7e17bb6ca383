package io.github.spacecrafttracker.streams.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.streams.history.Presence.Bounds;
import io.github.spacecrafttracker.streams.history.Presence.End;
import io.github.spacecrafttracker.streams.history.Presence.Stay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The history returns the same results as a replay of the whole log. {@code -Dhistory.queries} sets
 * the number of queries, and {@code -Dhistory.seed} selects other random histories. See
 * docs/guarantees.md#g9.
 */
class HistoryOracleTest {
    private static final int QUERIES = Integer.getInteger("history.queries", 20_000);
    private static final long SEED = Long.getLong("history.seed", 1);
    private static final int QUERIES_PER_LOG = 200;

    @Test
    void the_history_equals_a_replay_of_the_log() {
        for (int log = 0; log < QUERIES / QUERIES_PER_LOG; log++) {
            long seed = SEED * 1_000_003 + log;
            var random = new Random(seed);
            var made = new RandomHistory(seed, 1 + random.nextInt(8), random.nextInt(120));
            var watermarks = Watermarks.none()
                    .with(made.confirmedUntil.entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, entry -> Instant.ofEpochMilli(entry.getValue()))));
            var replay = new Replay(made.changes, made.confirmedUntil);
            var history = History.empty();
            int read = 0;
            int folded = 0;
            int toFold = random.nextInt(3) == 0 ? random.nextInt(made.changes.size()) : 0;
            while (read < made.changes.size()) {
                int next = Math.min(made.changes.size(), read + 1 + random.nextInt(5));
                var slice = new ArrayList<>(made.changes.subList(read, next));
                Collections.shuffle(slice, random);
                history = history.with(slice);
                read = next;
                // Folds a change only after all topics were read up to it, like the change log.
                for (; folded < Math.min(toFold, read - 5); folded++) {
                    var change = made.changes.get(folded);
                    history = history.withoutFirst(
                            Map.of(change.spacecraft(), change.observation()), Instant.ofEpochMilli(change.notAfter()));
                }
            }
            long knownFrom = replay.knownFrom(folded);
            assertThat(history.knownFrom()).as("seed %d", seed).contains(Instant.ofEpochMilli(knownFrom));
            for (int query = 0; query < QUERIES_PER_LOG; query++) {
                long time = knownFrom + random.nextInt((int) Math.max(1, made.end() - knownFrom));
                assertThat(history.at(Instant.ofEpochMilli(time), watermarks))
                        .as("seed %d, time %d", seed, time)
                        .isEqualTo(replay.at(time));
                assertNumberInSpace(history, replay, time, made.end(), seed);
            }
            for (var id : replay.spacecraft()) {
                var presence = history.presence(id, watermarks).orElseThrow();
                if (folded == 0) {
                    assertThat(presence.stays())
                            .as("seed %d, spacecraft %d", seed, id)
                            .isEqualTo(replay.stays(id));
                } else {
                    // A stay that ended before the history begins may be missing.
                    assertThat(replay.stays(id).stream().map(Stay::end))
                            .endsWith(presence.stays().stream().map(Stay::end).toArray(End[]::new));
                }
            }
        }
    }

    private static void assertNumberInSpace(History history, Replay replay, long time, long end, long seed) {
        var steps = history.numberInSpace().between(Instant.ofEpochMilli(time), Instant.ofEpochMilli(end), 3);
        assertThat(List.of(steps.get(0).atLeast(), steps.get(0).atMost()))
                .as("seed %d, time %d", seed, time)
                .isEqualTo(replay.numberInSpace(time));
        for (int i = 1; i < steps.size(); i++) {
            long next = steps.get(i).time().toEpochMilli();
            assertThat(List.of(steps.get(i).atLeast(), steps.get(i).atMost()))
                    .as("seed %d, step at %d", seed, next)
                    .isEqualTo(replay.numberInSpace(next))
                    .isNotEqualTo(replay.numberInSpace(next - 1));
            assertThat(List.of(steps.get(i - 1).atLeast(), steps.get(i - 1).atMost()))
                    .as("seed %d, before the step at %d", seed, next)
                    .isEqualTo(replay.numberInSpace(next - 1));
        }
    }

    /** Answers each query by scanning all changes. */
    private record Replay(List<HistoryChange> log, Map<Long, Long> confirmedUntil) {
        Set<Long> spacecraft() {
            return log.stream().map(HistoryChange::spacecraft).collect(Collectors.toSet());
        }

        long knownFrom(int folded) {
            long baseline = log.stream()
                    .filter(HistoryChange::initial)
                    .mapToLong(HistoryChange::notAfter)
                    .max()
                    .orElseThrow();
            return log.stream().limit(folded).mapToLong(HistoryChange::notAfter).reduce(baseline, Math::max);
        }

        List<StateAt> at(long time) {
            return spacecraft().stream()
                    .sorted()
                    .map(id -> stateOf(id, time))
                    .filter(state -> state != null)
                    .toList();
        }

        List<Integer> numberInSpace(long time) {
            int atLeast = 0;
            int atMost = 0;
            for (var id : spacecraft()) {
                var possible = possible(observations(id), time);
                if (!possible.isEmpty()) {
                    var inSpace = possible.stream()
                            .map(count -> stateAfter(observations(id), count))
                            .map(state -> state != null && Boolean.TRUE.equals(state.inSpace()))
                            .toList();
                    atLeast += inSpace.contains(false) ? 0 : 1;
                    atMost += inSpace.contains(true) ? 1 : 0;
                }
            }
            return List.of(atLeast, atMost);
        }

        List<Stay> stays(long id) {
            var observations = observations(id);
            var stays = new ArrayList<Stay>();
            Bounds entered = null;
            for (int count = 1; count <= observations.size(); count++) {
                var before = stateAfter(observations, count - 1);
                var after = stateAfter(observations, count);
                var change = observations.get(count - 1).get(0);
                var bounds =
                        new Bounds(Instant.ofEpochMilli(change.notBefore()), Instant.ofEpochMilli(change.notAfter()));
                boolean was = before != null && Boolean.TRUE.equals(before.inSpace());
                boolean is = after != null && Boolean.TRUE.equals(after.inSpace());
                if (!was && is) {
                    entered = before == null ? new Bounds(null, bounds.notAfter()) : bounds;
                } else if (entered != null && was && !is) {
                    stays.add(new Stay(entered, new End(bounds, after == null)));
                    entered = null;
                }
            }
            if (entered != null) {
                stays.add(new Stay(entered, null));
            }
            return stays;
        }

        private @Nullable StateAt stateOf(long id, long time) {
            var observations = observations(id);
            var possible = possible(observations, time);
            if (possible.isEmpty()) {
                return new StateAt.Unknown(
                        id,
                        Objects.requireNonNull(observations.get(0).get(0).after())
                                .name());
            }
            int first = possible.get(0);
            int last = possible.get(possible.size() - 1);
            if (possible.size() > 1) {
                return new StateAt.Uncertain(
                        id,
                        Instant.ofEpochMilli(observations.get(first).get(0).notBefore()),
                        Instant.ofEpochMilli(observations.get(last - 1).get(0).notAfter()),
                        possible.stream()
                                .map(count -> stateAfter(observations, count))
                                .collect(Collectors.toList()));
            }
            var state = stateAfter(observations, first);
            if (state == null) {
                return null;
            }
            long confirmed = Objects.requireNonNull(confirmedUntil.get(id));
            return time <= confirmed
                    ? new StateAt.Observed(id, state)
                    : new StateAt.Unconfirmed(
                            id,
                            state,
                            Instant.ofEpochMilli(Math.max(
                                    confirmed,
                                    observations.get(first - 1).get(0).notAfter())));
        }

        /** Returns the possible numbers of observations whose changes had happened by a time. */
        private static List<Integer> possible(List<List<HistoryChange>> observations, long time) {
            var possible = new ArrayList<Integer>();
            for (int count = 1; count <= observations.size(); count++) {
                boolean consistent = true;
                for (int i = 0; i < observations.size(); i++) {
                    var change = observations.get(i).get(0);
                    boolean mayHaveHappened =
                            i == 0 ? change.notAfter() <= time : change.notBefore() < time || change.notAfter() <= time;
                    boolean mayComeLater = change.notAfter() > time;
                    consistent &= i < count ? mayHaveHappened : mayComeLater;
                }
                if (consistent) {
                    possible.add(count);
                }
            }
            return possible;
        }

        private static @Nullable PastState stateAfter(List<List<HistoryChange>> observations, int count) {
            PastState state = null;
            for (var changes : observations.subList(0, count)) {
                for (var change : changes) {
                    var after = change.after();
                    if (after == null) {
                        state = null;
                    } else {
                        state = new PastState(
                                after.name(),
                                (after.inSpace() != null || state == null) ? after.inSpace() : state.inSpace(),
                                (after.status() != null || state == null) ? after.status() : state.status(),
                                (after.counts() != null || state == null) ? after.counts() : state.counts());
                    }
                }
            }
            return state;
        }

        private List<List<HistoryChange>> observations(long id) {
            return List.copyOf(log.stream()
                    .filter(change -> change.spacecraft() == id)
                    .collect(Collectors.groupingBy(HistoryChange::observation, TreeMap::new, Collectors.toList()))
                    .values());
        }
    }
}
