package io.github.spacecrafttracker.streams.watermark;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.streams.BrokerTestBase;
import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.SnapshotLog.Shown;
import io.github.spacecrafttracker.streams.changelog.ChangeLog;
import io.github.spacecrafttracker.streams.history.PastState;
import io.github.spacecrafttracker.streams.history.StateAt;
import io.github.spacecrafttracker.testkit.SnapshotBuilder;
import io.github.spacecrafttracker.testkit.SpacecraftBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * An upstream API whose true states are recorded is read at irregular times, while the diff is
 * stopped now and then. No observed or uncertain state in an answer is ever false, no matter when
 * the query is sent. See docs/guarantees.md#g9.
 */
class TruthOverTimeTest extends BrokerTestBase {
    private static final int SPACECRAFT = 6;
    private static final int ROUNDS = Integer.getInteger("rounds", 60);
    private static final int QUERIES_PER_ROUND = 10;

    private final long seed = Long.getLong("seed", 20261129);
    private final Random random = new Random(seed);
    private final Closer closer = new Closer();
    private final Map<Long, True> spacecraft = new TreeMap<>();
    private final List<Answer> answers = new ArrayList<>();

    // Milliseconds since SnapshotBuilder.START.
    private long clock = Duration.ofHours(1).toMillis();
    private long observation = SPACECRAFT;

    /**
     * The true states of one spacecraft. It changes at most once between two reads, because a
     * change that is reversed in between cannot be observed.
     */
    private static final class True {
        private final TreeMap<Long, Optional<State>> states = new TreeMap<>();
        private long lastRead;
        private long lastRequest;
    }

    private record State(boolean inSpace, long flights) {}

    /** An answer that was given during the run, about a time of the simulated clock. */
    private record Answer(long time, boolean isFinal, List<StateAt> states) {}

    /** An instance that serves the history, without a diff. */
    private record HistoryInstance(ChangeLog changes, WatermarkReader watermarks) {
        Answer at(long time) {
            var watermark = watermarks.current().orElseThrow();
            var history = changes.history();
            boolean isFinal = !instant(time).isAfter(history.asOf(Set.of(), watermark));
            return new Answer(time, isFinal, history.at(instant(time), watermark));
        }
    }

    @Test
    void no_observed_state_is_ever_false_and_answers_before_the_watermark_are_never_contradicted() throws Exception {
        try (closer) {
            var log = closer.add(new SnapshotLog(broker, "truth"));
            var applications = new TestApplications(closer, log);
            for (long id = 1; id <= SPACECRAFT; id++) {
                log.commitInitial(new Shown(id, object(id, new State(false, 1))));
                var truth = new True();
                truth.states.put(0L, Optional.of(new State(false, 1)));
                spacecraft.put(id, truth);
            }
            log.sweep();
            var diff = applications.startDiff();
            var first = openHistory(log, applications);
            var second = openHistory(log, applications);
            await().until(() -> first.watermarks().current().isPresent()
                    && second.watermarks().current().isPresent());

            for (int round = 0; round < ROUNDS; round++) {
                read(log);
                if (random.nextInt(5) == 0) {
                    if (diff == null) {
                        diff = applications.startDiff();
                    } else {
                        diff.close();
                        diff = null;
                    }
                }
                if (diff != null && random.nextBoolean()) {
                    awaitWatermarks(first);
                }
                ask(first);
                ask(second);
            }

            if (diff == null) {
                diff = applications.startDiff();
            }
            clock += 1000;
            for (var id : spacecraft.keySet()) {
                log.commit(List.of(readOne(id).record(log.topics.snapshots().name())));
            }
            var restarted = openHistory(log, applications);
            for (var instance : List.of(first, second, restarted)) {
                awaitWatermarks(instance);
            }
            assertThat(answers).as("answers before the watermark").anyMatch(Answer::isFinal);
            for (var answer : answers) {
                answer.states().forEach(state -> assertTrue(state, answer.time()));
                var now = first.at(answer.time());
                assertThat(second.at(answer.time()).states()).isEqualTo(now.states());
                assertThat(restarted.at(answer.time()).states()).isEqualTo(now.states());
                if (answer.isFinal()) {
                    assertSame(answer, now);
                }
            }
        }
    }

    /** Reads some of the spacecraft, at a later time. */
    private void read(SnapshotLog log) throws Exception {
        clock += 1 + random.nextInt(3_600_000);
        var snapshots = new ArrayList<SnapshotBuilder>();
        for (var id : spacecraft.keySet()) {
            if (random.nextInt(3) > 0) {
                snapshots.add(readOne(id));
            }
        }
        var topic = log.topics.snapshots().name();
        log.commit(snapshots.stream().map(snapshot -> snapshot.record(topic)).toList());
    }

    /** Reads one spacecraft, which may have changed at any time since the last read. */
    private SnapshotBuilder readOne(long id) {
        var truth = Objects.requireNonNull(spacecraft.get(id));
        long requested = clock;
        clock += 1 + random.nextInt(2000);
        // The time of the state that the reply shows.
        long moment = requested + random.nextInt((int) (clock - requested) + 1);
        var state = truth.states.lastEntry().getValue();
        if (random.nextInt(3) == 0) {
            state = changed(state);
            truth.states.put(truth.lastRead + 1 + random.nextLong(moment - truth.lastRead), state);
        }
        truth.lastRead = moment;
        truth.lastRequest = requested;
        observation++;
        return SnapshotBuilder.of(id, state.map(shown -> object(id, shown)).orElse(null), observation, 1)
                .at(Duration.ofMillis(clock))
                .trueSince(Duration.ofMillis(requested));
    }

    private Optional<State> changed(Optional<State> state) {
        if (state.isEmpty()) {
            return Optional.of(new State(random.nextBoolean(), random.nextInt(3)));
        }
        if (random.nextInt(8) == 0) {
            return Optional.empty();
        }
        var before = state.get();
        return Optional.of(
                random.nextBoolean()
                        ? new State(!before.inSpace(), before.flights())
                        : new State(before.inSpace(), before.flights() + 1));
    }

    private void ask(HistoryInstance instance) {
        long from = Duration.ofMinutes(SPACECRAFT).toMillis();
        for (int query = 0; query < QUERIES_PER_ROUND; query++) {
            answers.add(instance.at(from + random.nextLong(clock - from + 1)));
        }
    }

    private void assertTrue(StateAt answer, long time) {
        var truth = Objects.requireNonNull(spacecraft.get(answer.spacecraft()))
                .states
                .floorEntry(time)
                .getValue()
                .orElse(null);
        if (answer instanceof StateAt.Observed || answer instanceof StateAt.Uncertain) {
            assertThat(answer.possible().stream().map(TruthOverTimeTest::state).toList())
                    .as("seed %d, spacecraft %d, time %d, %s", seed, answer.spacecraft(), time, answer)
                    .contains(truth);
        }
    }

    /**
     * Requires that the answer is the same, with two exceptions that make it less precise but never
     * contradict it: a diff that stops loses its last confirmations, and a removed spacecraft may
     * have returned at any time since its removal.
     */
    private void assertSame(Answer answer, Answer now) {
        var before = answer.states().stream().collect(Collectors.toMap(StateAt::spacecraft, state -> state));
        for (var state : now.states()) {
            var was = before.remove(state.spacecraft());
            if (was == null) {
                assertThat(state.possible().get(0)).isNull();
            } else if (!state.equals(was)) {
                assertThat(was).isInstanceOf(StateAt.Observed.class);
                assertThat(state).isInstanceOf(StateAt.Uncertain.class);
                assertThat(state.possible())
                        .as("seed %d, time %d", seed, now.time())
                        .containsAll(was.possible());
            }
        }
        assertThat(before).as("seed %d, time %d", seed, now.time()).isEmpty();
    }

    private HistoryInstance openHistory(SnapshotLog log, TestApplications applications) throws Exception {
        var changes = closer.add(
                ChangeLog.open(log.kafka, log.topics, TopicSet.ensure(log.kafka, log.topics), 100_000, List.of()));
        changes.start();
        var watermarks = applications.openWatermarks(applications.startCatalogue(), changes);
        watermarks.start();
        return new HistoryInstance(changes, watermarks);
    }

    /** Waits until the last snapshot of each spacecraft that is not removed is confirmed. */
    private void awaitWatermarks(HistoryInstance instance) {
        await().until(() -> {
            var watermarks = instance.watermarks().current();
            if (watermarks.isEmpty()) {
                return false;
            }
            var history = instance.changes().history();
            return spacecraft.entrySet().stream()
                    .filter(entry ->
                            entry.getValue().states.lastEntry().getValue().isPresent())
                    .allMatch(entry -> !history.asOf(Set.of(entry.getKey()), watermarks.get())
                            .isBefore(instant(entry.getValue().lastRequest)));
        });
    }

    private static @Nullable State state(@Nullable PastState state) {
        return state == null
                ? null
                : new State(
                        state.isInSpace(),
                        Objects.requireNonNull(
                                Objects.requireNonNull(state.counts()).flights()));
    }

    private static String object(long id, State state) {
        return SpacecraftBuilder.spacecraft(id)
                .inSpace(state.inSpace())
                .flights(state.flights())
                .json();
    }

    private static Instant instant(long sinceStart) {
        return SnapshotBuilder.START.plusMillis(sinceStart);
    }
}
