package io.github.spacecrafttracker.streams.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.snapshot.TrackedSpacecraft;
import io.github.spacecrafttracker.snapshot.TrackedState;
import io.github.spacecrafttracker.snapshot.TrackedState.Status;
import io.github.spacecrafttracker.streams.diff.TrackedRow.Confirmation;
import io.github.spacecrafttracker.topic.JsonSerde;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the JSON of a row in the store and its changelog. */
class TrackedRowTest {
    private static final Confirmation CONFIRMATION =
            new Confirmation(1_795_516_805_120L, Instant.parse("2026-11-24T10:40:04.310Z"));

    static TrackedRow[] rows() {
        return new TrackedRow[] {
            new TrackedRow.Present(
                    new TrackedSpacecraft(
                            new Spacecraft(4, "Dragon", "C1", new Spacecraft.Config(6L, "Dragon 1"), false),
                            "The first.",
                            new TrackedState(true, new Status(1, "Active"), 5L, 4L)),
                    CONFIRMATION),
            new TrackedRow.Present(
                    new TrackedSpacecraft(
                            new Spacecraft(4, null, null, null, null),
                            null,
                            new TrackedState(false, new Status(-1, null), null, null)),
                    CONFIRMATION),
            new TrackedRow.Removed(CONFIRMATION)
        };
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_row_survives_a_round_trip(TrackedRow row) {
        var serde = new JsonSerde<>(TrackedRow.class);

        var written = serde.serializer().serialize("changelog", row);

        assertThat(serde.deserializer().deserialize("changelog", written)).isEqualTo(row);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "''", "{\"row\":\"other\"}"})
    void an_unreadable_row_causes_an_error_and_never_counts_as_missing(String written) {
        var deserializer = new JsonSerde<>(TrackedRow.class).deserializer();

        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> deserializer.deserialize("changelog", written.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T10:50:00Z, 2026-11-24T10:50:00Z",
        "2026-11-24T10:40:04.310Z, 2026-11-24T10:40:04.310Z",
        "2026-11-24T10:30:00Z, 2026-11-24T10:40:04.310Z",
    })
    void true_since_never_moves_back(Instant newer, Instant expected) {
        var headers =
                new SnapshotHeaders(CONFIRMATION.observation() + 1, "page", "https://ll.example", 1, false, newer);

        assertThat(CONFIRMATION.advancedBy(headers))
                .isEqualTo(new Confirmation(CONFIRMATION.observation() + 1, expected));
    }

    @Test
    void a_later_confirmation_leaves_the_rest_of_the_row_unchanged() {
        var later = new Confirmation(CONFIRMATION.observation() + 1, Instant.parse("2026-11-24T10:50:00Z"));
        var present = (TrackedRow.Present) rows()[0];

        assertThat(present.withConfirmation(later)).isEqualTo(new TrackedRow.Present(present.tracked(), later));
        assertThat(rows()[2].withConfirmation(later)).isEqualTo(new TrackedRow.Removed(later));
    }
}
