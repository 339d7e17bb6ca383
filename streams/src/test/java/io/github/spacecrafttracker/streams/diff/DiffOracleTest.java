package io.github.spacecrafttracker.streams.diff;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.streams.BrokerTestBase;
import io.github.spacecrafttracker.streams.runtime.StreamsRunner;
import io.github.spacecrafttracker.testkit.SnapshotBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random snapshots and random failures cause exactly the events of the oracle. See
 * docs/guarantees.md#g1. CONTRIBUTING.md has the command for more rounds.
 */
class DiffOracleTest extends BrokerTestBase {
    private static final int SPACECRAFT = 25;

    private final long seed = Long.getLong("seed", 20261124);
    private final int rounds = Integer.getInteger("rounds", 10);
    private final Random random = new Random(seed);
    private final DiffOracle oracle = new DiffOracle();
    private final Map<Long, Shown> shown = new HashMap<>();
    private final List<StreamsRunner> instances = new ArrayList<>();
    private final List<FailingCommits> commits = new ArrayList<>();
    private final Set<String> unreadable = new TreeSet<>();
    // The current time, because the broker expires the id of a producer whose last record is a day
    // old.
    private final Duration start =
            Duration.between(SnapshotBuilder.START, Instant.ofEpochMilli(System.currentTimeMillis()));

    private enum Fault {
        NONE,
        RESTART,
        DELETED_OFFSETS,
        RESET_OFFSETS,
        ABORT,
        ABORT_AND_REBALANCE,
        OTHER_INSTANCE
    }

    /** The state of one spacecraft in the upstream API. */
    private record Shown(
            boolean inSpace,
            int status,
            @Nullable Integer flights,
            @Nullable Integer ends,
            int details) {
        String object(long id, int noise) {
            return ("{\"id\":%d,\"name\":\"S%d\",\"serial_number\":%s,\"spacecraft_config\":{\"id\":%d,\"name\":\"D%d\"},"
                            + "\"is_placeholder\":%s,\"description\":\"Number %d.\",\"in_space\":%s,\"flights_count\":%s,"
                            + "\"mission_ends_count\":%s,\"status\":{\"id\":%d,\"name\":\"Status %d\"},\"noise\":%d}")
                    .formatted(
                            id,
                            details % 2,
                            details / 2 % 2 == 0 ? "null" : "\"C1\"",
                            details / 4 % 2,
                            // Together with the id, also a new name of the same configuration.
                            details / 4 % 4,
                            details / 16 % 2 == 0,
                            details / 32 % 2,
                            inSpace,
                            flights,
                            ends,
                            status,
                            status,
                            noise);
        }
    }

    @Test
    void random_snapshots_and_failures_cause_exactly_the_events_of_the_oracle() throws Exception {
        try (var diff = new DiffOnBroker(broker, "random")) {
            startInstance(diff);
            for (var round = 0; round < rounds; round++) {
                // Every failure once, then random ones.
                var faults = Fault.values();
                var fault = round < faults.length ? faults[round] : faults[random.nextInt(faults.length)];
                cause(fault, diff);
                var isAborted = fault == Fault.ABORT || fault == Fault.ABORT_AND_REBALANCE;
                if (isAborted) {
                    commits.forEach(commit -> {
                        commit.replaceTasks(fault == Fault.ABORT_AND_REBALANCE);
                        commit.failFirst(topics -> !topics.isEmpty());
                    });
                }
                var isAwaited = isAborted || random.nextInt(3) > 0;
                var isCertain = isAwaited && !isAborted;
                commit(diff, isCertain);
                if (isAborted) {
                    await().until(() -> commits.stream().anyMatch(FailingCommits::hasAborted));
                    commits.forEach(commit -> commit.failFirst(topics -> false));
                }
                if (isAwaited) {
                    diff.awaitDiffed();
                }
                if (!isCertain) {
                    oracle.loseConfirmations();
                }
            }
            diff.awaitDiffed();
            oracle.verify(diff.records());
            assertThat(deadLetters(diff)).isEqualTo(unreadable);
        } catch (Exception | AssertionError e) {
            throw new AssertionError("with the seed " + seed, e);
        }
    }

    private void cause(Fault fault, DiffOnBroker diff) throws Exception {
        if (fault == Fault.NONE || fault == Fault.ABORT || fault == Fault.ABORT_AND_REBALANCE) {
            return;
        }
        if (random.nextBoolean()) {
            diff.awaitDiffed();
            await().until(() -> oracle.isStored(diff.stored()));
            oracle.storeConfirmations();
        }
        if (fault == Fault.OTHER_INSTANCE) {
            if (instances.size() == 1) {
                startInstance(diff);
            } else {
                stopInstance(diff);
            }
            awaitTasks();
        } else {
            while (!instances.isEmpty()) {
                stopInstance(diff);
            }
            if (fault == Fault.DELETED_OFFSETS) {
                diff.deleteOffsets();
            } else if (fault == Fault.RESET_OFFSETS) {
                diff.resetOffsets();
            }
            startInstance(diff);
        }
        oracle.loseConfirmations();
    }

    private void startInstance(DiffOnBroker diff) {
        instances.add(diff.start(clients -> {
            var failing = new FailingCommits(clients);
            commits.add(failing);
            return failing;
        }));
    }

    private void stopInstance(DiffOnBroker diff) {
        commits.remove(0);
        diff.stop(instances.remove(0));
    }

    private void awaitTasks() {
        await().until(() -> {
            var tasks = instances.stream().map(DiffOnBroker::tasks).toList();
            return tasks.stream().mapToInt(Integer::intValue).sum() == 3 && !tasks.contains(0);
        });
    }

    /** @param isCertain whether no failure can occur before all these snapshots are diffed */
    private void commit(DiffOnBroker diff, boolean isCertain) throws Exception {
        for (var transaction = random.nextInt(1, 4); transaction > 0; transaction--) {
            var snapshots = new SnapshotBuilder[random.nextInt(5, 20)];
            for (var number = 0; number < snapshots.length; number++) {
                if (!isCertain) {
                    oracle.loseConfirmations();
                }
                snapshots[number] = next(diff);
                oracle.observe(snapshots[number]);
            }
            diff.commit(snapshots);
        }
    }

    private SnapshotBuilder next(DiffOnBroker diff) {
        var id = (long) random.nextInt(1, SPACECRAFT + 1);
        var had = shown.get(id);
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> show(diff, id, changed(had), 0);
            case 4 -> show(diff, id, had, random.nextInt());
            case 5, 6 -> timed(diff.next(id, null));
            case 7 -> unreadable(timed(diff.next(id, random.nextBoolean() ? "{\"id\":" + id + "}" : "garbage")));
            case 8 -> stale(diff, id);
            // A cached reply.
            case 9 -> {
                var cached = show(diff, id, had, 0);
                yield cached.trueSince(Duration.between(SnapshotBuilder.START, cached.observedAt())
                        .minusSeconds(random.nextInt(2, 60)));
            }
            default -> show(diff, id, had, 0);
        };
    }

    private SnapshotBuilder show(DiffOnBroker diff, long id, @Nullable Shown is, int noise) {
        var now = is == null ? new Shown(false, 1, 1, 0, (int) id) : is;
        shown.put(id, now);
        return timed(diff.next(id, now.object(id, noise)));
    }

    private @Nullable Shown changed(@Nullable Shown had) {
        if (had == null) {
            return null;
        }
        var inSpace = random.nextBoolean() != had.inSpace();
        var status = random.nextBoolean() ? had.status() : random.nextInt(1, 4);
        return switch (random.nextInt(4)) {
            case 0 -> new Shown(inSpace, had.status(), had.flights(), had.ends(), had.details());
            case 1 -> new Shown(had.inSpace(), status, count(), had.ends(), had.details());
            case 2 -> new Shown(inSpace, status, count(), count(), had.details());
            default -> new Shown(had.inSpace(), had.status(), had.flights(), had.ends(), random.nextInt(64));
        };
    }

    private @Nullable Integer count() {
        var count = random.nextInt(4);
        return count == 3 ? null : count;
    }

    /**
     * Returns a snapshot that is older than the stored row, so that lost confirmations do not
     * matter.
     */
    private SnapshotBuilder stale(DiffOnBroker diff, long id) {
        var last = oracle.lastChange(id);
        if (last == 0) {
            return show(diff, id, shown.get(id), 0);
        }
        var other = new Shown(random.nextBoolean(), 3, 9, 9, 0).object(id, 0);
        return timed(diff.next(id, random.nextBoolean() ? other : null).numbered(random.nextLong(1, last + 1)));
    }

    private SnapshotBuilder unreadable(SnapshotBuilder observed) {
        unreadable.add(observed.id() + ":" + observed.observation());
        return observed;
    }

    private SnapshotBuilder timed(SnapshotBuilder observed) {
        return observed.at(start.plusMillis(10 * observed.observation()));
    }

    // A set, because a snapshot that is read again may become a dead letter again.
    private static Set<String> deadLetters(DiffOnBroker diff) {
        var letters = new TreeSet<String>();
        for (var letter : diff.log.records(diff.log.topics.deadLetters().name())) {
            letters.add(new String(Objects.requireNonNull(letter.key()), UTF_8) + ":"
                    + DiffOnBroker.header(letter, "observation"));
        }
        return letters;
    }
}
