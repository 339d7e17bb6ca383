package io.github.spacecrafttracker.poller.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport.Afterwards;
import io.github.spacecrafttracker.poll.PollReport.Budget;
import io.github.spacecrafttracker.poll.PollReport.Exchange;
import io.github.spacecrafttracker.poll.PollReport.LookUp;
import io.github.spacecrafttracker.poll.PollReport.LookedUp;
import io.github.spacecrafttracker.poll.PollReport.Page;
import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Requests;
import io.github.spacecrafttracker.poll.PollReport.Watch;
import io.github.spacecrafttracker.poll.Reason;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateBuilderTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String SOURCE = "https://upstream.example/2.3.0";
    private static final String IN_SPACE = "{\"id\":4,\"in_space\":true,\"status\":{\"id\":1}}";

    private final StateBuilder builder = new StateBuilder(NOON);

    @Test
    void no_further_record_is_older_than_any_snapshot_or_report() {
        builder.apply(snapshot(7, IN_SPACE, NOON.plusSeconds(1)));
        builder.apply(booking(NOON), NOON);
        assertThat(builder.build(3).lastTimestamp()).as("a snapshot").isEqualTo(NOON.plusSeconds(1));

        builder.apply(booking(NOON), NOON.plusSeconds(2));
        builder.apply(snapshot(8, IN_SPACE, NOON));
        assertThat(builder.build(3).lastTimestamp()).as("a report").isEqualTo(NOON.plusSeconds(2));
    }

    @Test
    void of_the_bookings_before_the_given_time_only_the_last_is_kept() {
        for (var minute = -3; minute <= 0; minute++) {
            builder.apply(booking(NOON.plusSeconds(60L * minute)), NOON);
        }
        assertThat(builder.build(3).bookings()).containsExactly(NOON);

        builder.apply(booking(NOON.plusSeconds(60)), NOON);
        builder.apply(booking(NOON.plusSeconds(120)), NOON);
        assertThat(builder.build(3).bookings()).containsExactly(NOON.plusSeconds(60), NOON.plusSeconds(120));
    }

    @Test
    void the_last_snapshot_of_a_spacecraft_counts() {
        builder.apply(snapshot(7, IN_SPACE, NOON));
        assertThat(builder.build(3).spacecraft().get(4L)).isNotNull().satisfies(known -> assertThat(known.inSpace())
                .isTrue());

        builder.apply(snapshot(8, null, NOON));
        assertThat(builder.build(3).spacecraft().get(4L)).isNotNull().satisfies(known -> {
            assertThat(known.removed()).isTrue();
            assertThat(known.inSpace()).isFalse();
            assertThat(known.last().observation()).isEqualTo(8);
        });
        assertThat(builder.build(3).lastObservation()).isEqualTo(8);
    }

    @Test
    void the_last_report_restores_the_offsets_the_look_ups_and_the_time_of_the_watch() {
        builder.apply(page(8L, afterwards(1)), NOON);
        builder.apply(watch(9L, afterwards(2)), NOON);

        var state = builder.build(3);
        assertThat(builder.expectedOffsets()).contains(List.of(2L, -1L, 2L));
        assertThat(state.snapshotOffsets()).containsExactly(2L, -1L, 2L);
        assertThat(state.passes().watchAsOf()).isEqualTo(NOON.plusSeconds(2));
        assertThat(state.lookUps().list()).containsExactly(new LookedUp(2, 1, 0, NOON));
        assertThat(state.lastObservation()).isEqualTo(9);
    }

    @Test
    void the_last_report_of_each_pass_restores_its_progress() {
        builder.apply(page(8L, afterwards(1)), NOON);
        builder.apply(watch(9L, afterwards(2)), NOON);

        var passes = builder.build(3).passes();
        assertThat(passes.sweep()).isEqualTo(pass(1));
        assertThat(passes.sweepRequestedAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(passes.watch()).isEqualTo(pass(2));
        assertThat(passes.watchRequestedAt()).isEqualTo(NOON.plusSeconds(2));
        assertThat(passes.lastSweep()).isNull();
    }

    @Test
    void rejected_polls_restore_the_failures_and_the_end_of_the_backoff() {
        builder.apply(page(8L, afterwards(1)), NOON);
        builder.apply(watch(null, afterwards(2)), NOON);
        builder.apply(watch(null, afterwards(3)), NOON);

        var health = builder.build(3).health();
        assertThat(health.failures()).isEqualTo(2);
        assertThat(health.notBefore()).isEqualTo(NOON.plusSeconds(3));
        assertThat(health.servedAt()).as("of the last accepted reply").isEqualTo(NOON.plusSeconds(1));

        builder.apply(page(9L, afterwards(4)), NOON);
        assertThat(builder.build(3).health().isUnhealthy()).isFalse();
        assertThat(builder.build(3).health().notBefore()).isNull();
    }

    @Test
    void only_look_ups_of_what_a_sweep_missed_restore_the_time_of_the_last_one() {
        builder.apply(lookUp(Reason.MISSING, afterwards(1)), NOON);
        builder.apply(lookUp(Reason.SUSPECT, afterwards(2)), NOON);

        assertThat(builder.build(3).lookUps().lastMissing()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void without_a_report_no_offsets_are_expected() {
        builder.apply(snapshot(7, IN_SPACE, NOON));

        assertThat(builder.expectedOffsets()).isEmpty();
        assertThat(builder.hasSnapshots()).isTrue();
        assertThat(builder.build(3).snapshotOffsets()).containsExactly(-1L, -1L, -1L);
    }

    /** @param number from which all values are derived */
    private static Afterwards afterwards(int number) {
        var at = NOON.plusSeconds(number);
        return new Afterwards(
                new Requests(15, 1, 0),
                0,
                at,
                at,
                List.of(new LookedUp(number, 1, 0, NOON)),
                List.of((long) number, -1L, (long) number));
    }

    private static Pass pass(long number) {
        return new Pass("normal", NOON, NOON, number, 0, null, 1, List.of(), null, null);
    }

    /** @param observation null if the poll was rejected */
    private static Page page(@Nullable Long observation, Afterwards afterwards) {
        return new Page(SOURCE, exchange(observation, afterwards), null, pass(1), afterwards);
    }

    private static Watch watch(@Nullable Long observation, Afterwards afterwards) {
        return new Watch(SOURCE, exchange(observation, afterwards), null, pass(2), afterwards);
    }

    private static LookUp lookUp(Reason reason, Afterwards afterwards) {
        return new LookUp(SOURCE, exchange(8L, afterwards), 2, reason, true, null, afterwards);
    }

    private static Exchange exchange(@Nullable Long observation, Afterwards afterwards) {
        var at = afterwards.nextRequestAt();
        var outcome = observation == null ? Outcome.STATUS : Outcome.ACCEPTED;
        return new Exchange(SOURCE, at, at, at, 200, outcome, null, observation);
    }

    private static Snapshot snapshot(long observation, @Nullable String value, Instant observedAt) {
        var headers = new SnapshotHeaders(observation, "page", SOURCE, 7, true, observedAt);
        return new Snapshot(4, value == null ? null : value.getBytes(UTF_8), headers, observedAt);
    }

    private static Budget booking(Instant at) {
        return new Budget(SOURCE, at, SOURCE, new Requests(15, 1, 0));
    }
}
