package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.change.ChangeData;
import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change that determines whether a spacecraft is in space. If it entered or left space, it did so
 * between {@code previousObservedAt} and {@code observedAt}. After any other change it has been in
 * its state since an unknown time before {@code observedAt}.
 *
 * @param spacecraft the identity in the event
 * @param type {@code ENTERED_SPACE}, {@code LEFT_SPACE}, {@code APPEARED}, {@code REMOVED} or
 *     {@code REAPPEARED}
 * @param wasInSpace whether the spacecraft was in space before, according to the event
 * @param inSpace whether the spacecraft is in space after this change; false after a removal
 * @param initial whether the spacecraft belongs to the baseline
 * @param previousObservedAt null if the spacecraft appeared
 * @param observation the number of the observation
 */
public record Transition(
        Spacecraft spacecraft,
        ChangeType type,
        boolean wasInSpace,
        boolean inSpace,
        boolean initial,
        Instant observedAt,
        @Nullable Instant previousObservedAt,
        long observation) {

    /**
     * The labels of a transition. Only the latest transition of each key is kept.
     *
     * @param inSpace whether a removed spacecraft was in space, or whether any other is now
     */
    record Key(ChangeType type, boolean inSpace) {}

    /** Returns whether the time of entering or leaving space is known, between two observations. */
    public boolean isObserved() {
        return type == ChangeType.ENTERED_SPACE || type == ChangeType.LEFT_SPACE;
    }

    Key key() {
        return new Key(type, type == ChangeType.REMOVED ? wasInSpace : inSpace);
    }

    /** Returns empty if changes of this type do not determine whether a spacecraft is in space. */
    static Optional<Transition> of(ChangeRecord change) {
        return ChangeType.of(change.type())
                .filter(Transition::determinesInSpace)
                .flatMap(type -> ChangeData.of(change.event()).map(data -> of(type, data)));
    }

    private static Transition of(ChangeType type, ChangeData data) {
        return new Transition(
                data.spacecraft(),
                type,
                isInSpace(data.before()),
                isInSpace(data.after()),
                Boolean.TRUE.equals(data.initial()),
                data.observedAt(),
                data.previousObservedAt(),
                data.observation());
    }

    private static boolean determinesInSpace(ChangeType type) {
        return switch (type) {
            case ENTERED_SPACE, LEFT_SPACE, APPEARED, REMOVED, REAPPEARED -> true;
            case STATUS_CHANGED, COUNTS_CHANGED, DETAILS_CHANGED -> false;
        };
    }

    private static boolean isInSpace(ChangeData.@Nullable State state) {
        return state != null && Boolean.TRUE.equals(state.inSpace());
    }
}
