package io.github.spacecrafttracker.streams.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.change.ChangeData;
import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.snapshot.TrackedState.Status;
import io.github.spacecrafttracker.streams.history.PastState.Counts;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The part of each type of event that the history contains. */
class HistoryChangeTest {
    private static final long BEFORE = Instant.parse("2026-11-24T10:00:00Z").toEpochMilli();
    private static final long AFTER = Instant.parse("2026-11-24T10:05:00Z").toEpochMilli();

    @Test
    void an_event_changes_the_fields_of_its_kind() {
        assertThat(of(ChangeType.ENTERED_SPACE, "{\"in_space\":false}", "{\"in_space\":true}"))
                .hasValue(changed(new PastState("S", true, null, null)));
        assertThat(of(
                        ChangeType.STATUS_CHANGED,
                        "{\"status\":{\"id\":1}}",
                        "{\"status\":{\"id\":2,\"name\":\"Retired\"}}"))
                .hasValue(changed(new PastState("S", null, new Status(2, "Retired"), null)));
        assertThat(of(
                        ChangeType.COUNTS_CHANGED,
                        "{\"flights_count\":1,\"mission_ends_count\":1}",
                        "{\"flights_count\":2,\"mission_ends_count\":null}"))
                .hasValue(changed(new PastState("S", null, null, new Counts(2L, null))));
        assertThat(of(ChangeType.REMOVED, "{\"in_space\":true,\"status\":{\"id\":1}}", "null"))
                .hasValue(changed(null));
    }

    @Test
    void a_spacecraft_that_appeared_has_no_lower_bound_and_may_belong_to_the_baseline() {
        var after = "{\"in_space\":true,\"status\":{\"id\":1},\"flights_count\":null,\"mission_ends_count\":3}";

        assertThat(HistoryChange.of(ChangeType.APPEARED, data("null", after, ",\"initial\":true")))
                .hasValue(new HistoryChange(
                        7, 5, AFTER, AFTER, new PastState("S", true, new Status(1, null), new Counts(null, 3L)), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"R\"}                          | {\"name\":\"S\"}                          | true",
                "{\"name\":null}                         | {\"name\":\"S\"}                          | true",
                "{\"name\":\"R\"}                          | {\"name\":null}                         | true",
                "{\"name\":\"R\",\"serial_number\":\"1\"} | {\"name\":\"S\",\"serial_number\":\"2\"} | true",
                "{\"serial_number\":\"1\"}               | {\"serial_number\":\"2\"}               | false",
                "{\"description\":null}                  | {\"description\":\"D\"}                 | false",
                "{\"is_placeholder\":false}             | {\"is_placeholder\":true}              | false",
            })
    void details_are_in_the_history_only_if_the_name_changed(String before, String after, boolean isContained) {
        assertThat(of(ChangeType.DETAILS_CHANGED, before, after))
                .isEqualTo(isContained ? Optional.of(changed(new PastState("S", null, null, null))) : Optional.empty());
    }

    private static HistoryChange changed(@Nullable PastState after) {
        return new HistoryChange(7, 5, BEFORE, AFTER, after, false);
    }

    private static Optional<HistoryChange> of(ChangeType type, String before, String after) {
        return HistoryChange.of(type, data(before, after, ",\"previous_observed_at\":\"2026-11-24T10:00:00.000Z\""));
    }

    private static ChangeData data(String before, String after, String more) {
        var event = "{\"subject\":\"7\",\"data\":{\"spacecraft\":{\"id\":7,\"name\":\"S\"},\"before\":" + before
                + ",\"after\":" + after + ",\"observed_at\":\"2026-11-24T10:05:00.000Z\"" + more
                + ",\"observation\":5}}";
        return ChangeData.of(event.getBytes(UTF_8)).orElseThrow();
    }
}
