package io.github.spacecrafttracker.streams.history;

import io.github.spacecrafttracker.change.ChangeData;
import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.streams.history.PastState.Counts;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of a change that the history contains. Times are in epoch milliseconds, as in the change
 * topics.
 *
 * @param notBefore the lower bound of the time of the change; equal to {@code notAfter} if the
 *     spacecraft appeared
 * @param after the reported state after the change; null if the spacecraft was removed
 * @param initial whether the spacecraft belongs to the baseline
 */
public record HistoryChange(
        long spacecraft,
        long observation,
        long notBefore,
        long notAfter,
        @Nullable PastState after,
        boolean initial) {

    /**
     * Returns the change that an event reports; empty if the event reports only changes of fields
     * that the history does not contain, such as the serial number.
     */
    public static Optional<HistoryChange> of(ChangeType type, ChangeData data) {
        if (type == ChangeType.DETAILS_CHANGED && !changesName(data)) {
            return Optional.empty();
        }
        var observedAt = data.observedAt().toEpochMilli();
        var previous = data.previousObservedAt();
        return Optional.of(new HistoryChange(
                data.spacecraft().id(),
                data.observation(),
                previous == null ? observedAt : previous.toEpochMilli(),
                observedAt,
                state(data.spacecraft().name(), data.after(), type.kind()),
                Boolean.TRUE.equals(data.initial())));
    }

    // The name is null on both sides if it did not change.
    private static boolean changesName(ChangeData data) {
        return Stream.of(data.before(), data.after()).anyMatch(state -> state != null && state.name() != null);
    }

    private static @Nullable PastState state(@Nullable String name, ChangeData.@Nullable State state, Kind kind) {
        if (state == null) {
            return null;
        }
        // A null counter means that the event does not report it, or that it is null in LL2.
        boolean hasCounts = kind == Kind.COUNTS || kind == Kind.CATALOGUE;
        return new PastState(
                name,
                state.inSpace(),
                state.status(),
                hasCounts ? new Counts(state.flightsCount(), state.missionEndsCount()) : null);
    }
}
