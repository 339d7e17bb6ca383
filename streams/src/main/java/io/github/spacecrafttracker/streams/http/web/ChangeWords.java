package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.change.ChangeData;
import io.github.spacecrafttracker.change.ChangeData.State;
import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.snapshot.TrackedState.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change in words. Nothing of it is escaped. */
final class ChangeWords {
    private static final State NOTHING = new State(null, null, null, null);

    private ChangeWords() {}

    /** A field before and after; null on the side that the event does not tell of. */
    record Difference(
            String field, @Nullable String before, @Nullable String after) {}

    static String name(Spacecraft spacecraft) {
        return spacecraft.name() == null || spacecraft.name().isBlank()
                ? "Spacecraft " + spacecraft.id()
                : spacecraft.name();
    }

    static String status(Status status) {
        return status.name() == null || status.name().isBlank() ? "status " + status.id() : status.name();
    }

    /** One sentence, without a full stop. */
    static String headline(Optional<ChangeType> type, ChangeData data) {
        var name = name(data.spacecraft());
        if (type.isEmpty()) {
            return name + " changed in a way that this version has no words for";
        }
        return switch (type.get()) {
            case ENTERED_SPACE -> name + " entered space";
            case LEFT_SPACE -> name + " left space";
            case STATUS_CHANGED -> name + " has another status";
            case COUNTS_CHANGED ->
                Boolean.TRUE.equals(data.correction())
                        ? "The counts of " + name + " were corrected"
                        : "The counts of " + name + " changed";
            case APPEARED ->
                Boolean.TRUE.equals(data.initial())
                        ? name + " was there when tracking began"
                        : name + " is new in the catalogue";
            case REMOVED -> name + " was removed from the catalogue";
            case REAPPEARED -> name + " is back in the catalogue";
        };
    }

    /** What the event tells of before and after, field by field; what is the same on both sides is left out. */
    static List<Difference> differences(ChangeData data) {
        var before = data.before();
        var after = data.after();
        var differences = new ArrayList<Difference>();
        for (var field : fields(before == null ? NOTHING : before, after == null ? NOTHING : after)) {
            var told = new Difference(
                    field.field(), before == null ? null : field.before(), after == null ? null : field.after());
            if (!Objects.equals(told.before(), told.after())) {
                differences.add(told);
            }
        }
        return differences;
    }

    private static List<Difference> fields(State before, State after) {
        var fields = new ArrayList<Difference>();
        if (before.inSpace() != null || after.inSpace() != null) {
            fields.add(new Difference("In space", yesOrNo(before.inSpace()), yesOrNo(after.inSpace())));
        }
        if (before.status() != null || after.status() != null) {
            fields.add(new Difference("Status", told(before.status()), told(after.status())));
        }
        if (hasCounts(before) || hasCounts(after)) {
            fields.add(new Difference("Flights", count(before.flightsCount()), count(after.flightsCount())));
            fields.add(
                    new Difference("Mission ends", count(before.missionEndsCount()), count(after.missionEndsCount())));
        }
        return fields;
    }

    private static boolean hasCounts(State state) {
        return state.flightsCount() != null || state.missionEndsCount() != null;
    }

    static String yesOrNo(@Nullable Boolean value) {
        return value == null ? "unknown" : value ? "yes" : "no";
    }

    static String count(@Nullable Long count) {
        return count == null ? "unknown" : count.toString();
    }

    private static String told(@Nullable Status status) {
        return status == null ? "unknown" : status(status);
    }
}
