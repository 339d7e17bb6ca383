package io.github.spacecrafttracker.poller.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.poll.PollReport.Budget;
import io.github.spacecrafttracker.poll.PollReport.Requests;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import java.time.Instant;
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

    private static Snapshot snapshot(long observation, @Nullable String value, Instant observedAt) {
        var headers = new SnapshotHeaders(observation, "page", SOURCE, 7, true, observedAt);
        return new Snapshot(4, value == null ? null : value.getBytes(UTF_8), headers, observedAt);
    }

    private static Budget booking(Instant at) {
        return new Budget(SOURCE, at, SOURCE, new Requests(15, 1, 0));
    }
}
