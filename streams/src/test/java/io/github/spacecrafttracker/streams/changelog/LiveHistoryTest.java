package io.github.spacecrafttracker.streams.changelog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.change.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The history of the changes in memory. See docs/guarantees.md#g9. */
class LiveHistoryTest {
    private final LiveHistory history = new LiveHistory();

    @Test
    void the_history_begins_at_the_last_change_that_is_no_longer_held() {
        var first = appeared(7, 1, "2026-11-24T10:00:00.000Z");
        var second = appeared(8, 2, "2026-11-24T10:05:00.000Z");
        history.update(List.of(first, second, appeared(9, 3, "2026-11-24T10:10:00.000Z")), List.of());
        assertThat(history.current().knownFrom()).contains(Instant.parse("2026-11-24T10:00:00Z"));

        history.update(List.of(), List.of(first, second));
        assertThat(history.current().knownFrom()).contains(Instant.parse("2026-11-24T10:05:00Z"));
    }

    @Test
    void a_foreign_event_has_no_effect_on_the_history() {
        var foreign = new ChangeRecord(
                0,
                0,
                Instant.parse("2099-01-01T00:00:00Z"),
                Kind.STATUS,
                "com.example.other",
                "not a number",
                5,
                "{\"subject\":\"not a number\",\"data\":{\"observation\":5}}".getBytes(UTF_8));

        history.update(List.of(appeared(7, 1, "2026-11-24T10:00:00.000Z"), foreign), List.of());
        history.update(List.of(), List.of(foreign));

        assertThat(history.current().knownFrom()).contains(Instant.parse("2026-11-24T10:00:00Z"));
    }

    private static ChangeRecord appeared(long id, long observation, String time) {
        var event = ("{\"subject\":\"%d\",\"data\":{\"spacecraft\":{\"id\":%d,\"name\":\"S\"},\"initial\":false,"
                        + "\"after\":{\"in_space\":true,\"status\":{\"id\":1},\"flights_count\":1,\"mission_ends_count\":0},"
                        + "\"observed_at\":\"%s\",\"observation\":%d}}")
                .formatted(id, id, time, observation);
        return new ChangeRecord(
                0,
                observation,
                Instant.parse(time),
                Kind.CATALOGUE,
                ChangeType.APPEARED.ceType(),
                Long.toString(id),
                observation,
                event.getBytes(UTF_8));
    }
}
