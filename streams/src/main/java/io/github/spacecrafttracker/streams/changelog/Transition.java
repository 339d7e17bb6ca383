package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.change.ChangeData;
import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The change that brought a spacecraft to where it is, in space or not. Only where it entered or left space was the moment itself observed: it lies between the
 * two times. Else it has been there since before {@code observedAt}, nobody knows how long.
 *
 * @param spacecraft as that change names it
 * @param type {@code ENTERED_SPACE}, {@code LEFT_SPACE}, {@code APPEARED}, {@code REMOVED} or {@code REAPPEARED}
 * @param wasInSpace whether this change says that it was in space before
 * @param inSpace whether it is in space by this change; one that was removed is not
 * @param initial whether it was there when tracking began
 * @param previousObservedAt null at the first sight
 * @param observation the number of the poll that showed it
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
     * What may happen to a spacecraft over and over.
     *
     * @param inSpace whether it was in space where it was removed, else whether it is by now
     */
    record Kind(ChangeType type, boolean inSpace) {}

    /** Whether the moment of entering or leaving space was observed. */
    public boolean isObserved() {
        return type == ChangeType.ENTERED_SPACE || type == ChangeType.LEFT_SPACE;
    }

    Kind kind() {
        return new Kind(type, type == ChangeType.REMOVED ? wasInSpace : inSpace);
    }

    /** Returns empty if changes of this type do not determine whether a spacecraft is in space. */
    static Optional<Transition> of(ChangeRecord change) {
        return ChangeType.of(change.type())
                .filter(Transition::determinesPlace)
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

    private static boolean determinesPlace(ChangeType type) {
        return switch (type) {
            case ENTERED_SPACE, LEFT_SPACE, APPEARED, REMOVED, REAPPEARED -> true;
            case STATUS_CHANGED, COUNTS_CHANGED -> false;
        };
    }

    private static boolean isInSpace(ChangeData.@Nullable State state) {
        return state != null && Boolean.TRUE.equals(state.inSpace());
    }
}
