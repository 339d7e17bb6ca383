package io.github.spacecrafttracker.change;

import io.github.spacecrafttracker.change.ChangeData.State;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.snapshot.Spacecraft.Config;
import io.github.spacecrafttracker.snapshot.TrackedState.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Describes changes in plain English. The texts contain names from upstream and are not escaped.
 */
public final class ChangeDescription {
    /** The field of a {@link Difference} whose values are too long for a sentence. */
    public static final String DESCRIPTION = "Description";

    private static final String NAME = "Name";
    private static final String PLACEHOLDER = "Placeholder";
    private static final State NOTHING = new State(null, null, null, null, null, null, null, null, null);

    private ChangeDescription() {}

    /**
     * A field before and after the change; {@code before} or {@code after} is null if the event
     * does not contain it.
     */
    public record Difference(
            String field, @Nullable String before, @Nullable String after) {}

    /** Returns the name of a spacecraft, or its id if it has no name. */
    public static String name(Spacecraft spacecraft) {
        return spacecraft.name() == null || spacecraft.name().isBlank()
                ? "Spacecraft " + spacecraft.id()
                : spacecraft.name();
    }

    /** Returns the name of a status, or its id if it has no name. */
    public static String status(Status status) {
        return status.name() == null || status.name().isBlank() ? "status " + status.id() : status.name();
    }

    /**
     * Describes a change in one sentence without a full stop.
     *
     * @param type empty if this version does not know it
     */
    public static String sentence(Optional<ChangeType> type, ChangeData data) {
        var name = name(data.spacecraft());
        if (type.isEmpty()) {
            return name + " changed in a way that this version cannot describe";
        }
        return switch (type.get()) {
            case ENTERED_SPACE -> name + " entered space";
            case LEFT_SPACE -> name + " left space";
            case STATUS_CHANGED ->
                "The status of " + name + " changed from " + status(data.before()) + " to " + status(data.after());
            case COUNTS_CHANGED -> counts(name, data);
            case APPEARED ->
                Boolean.TRUE.equals(data.initial())
                        ? name + " was in the catalogue when tracking began"
                        : name + " is new in the catalogue" + (isInSpace(data.after()) ? ", in space" : "");
            case REMOVED ->
                name + " was removed from the catalogue" + (isInSpace(data.before()) ? " while in space" : "");
            case REAPPEARED -> name + " is back in the catalogue" + (isInSpace(data.after()) ? ", in space" : "");
            case DETAILS_CHANGED -> details(name, data);
        };
    }

    /** Returns the fields whose values differ before and after the change. */
    public static List<Difference> differences(ChangeData data) {
        var before = data.before();
        var after = data.after();
        var differences = new ArrayList<Difference>();
        for (var field : fields(before == null ? NOTHING : before, after == null ? NOTHING : after)) {
            var reported = new Difference(
                    field.field(), before == null ? null : field.before(), after == null ? null : field.after());
            if (!Objects.equals(reported.before(), reported.after())) {
                differences.add(reported);
            }
        }
        return differences;
    }

    public static String yesOrNo(@Nullable Boolean value) {
        return value == null ? "unknown" : value ? "yes" : "no";
    }

    public static String count(@Nullable Long count) {
        return count == null ? "unknown" : count.toString();
    }

    private static String counts(String name, ChangeData data) {
        var verb = Boolean.TRUE.equals(data.correction()) ? " were corrected" : " changed";
        return "The counts of " + name + verb + list(differences(data));
    }

    private static String details(String name, ChangeData data) {
        var changed = differences(data);
        var before = data.before();
        var after = data.after();
        if (changed.size() != 1 || before == null || after == null) {
            return "The details of " + name + " changed" + list(changed);
        }
        var only = changed.get(0);
        if (only.field().equals(NAME) && isText(before.name()) && isText(after.name())) {
            return before.name() + " was renamed to " + after.name();
        }
        if (only.field().equals(PLACEHOLDER)) {
            return before.placeholder() == null || after.placeholder() == null
                    ? "The details of " + name + " changed" + list(changed)
                    : name + (after.placeholder() ? " is now a placeholder" : " is no longer a placeholder");
        }
        var field = only.field().toLowerCase(Locale.ROOT);
        return "The " + field + " of " + name + " changed" + values(only);
    }

    private static String list(List<Difference> changed) {
        var fields = changed.stream()
                .map(difference -> difference.field().toLowerCase(Locale.ROOT) + values(difference))
                .collect(Collectors.joining(", "));
        return fields.isEmpty() ? "" : ": " + fields;
    }

    private static String values(Difference difference) {
        return difference.field().equals(DESCRIPTION)
                ? ""
                : " from " + difference.before() + " to " + difference.after();
    }

    private static List<Difference> fields(State before, State after) {
        var fields = new ArrayList<Difference>();
        if (before.inSpace() != null || after.inSpace() != null) {
            fields.add(new Difference("In space", yesOrNo(before.inSpace()), yesOrNo(after.inSpace())));
        }
        if (before.status() != null || after.status() != null) {
            fields.add(new Difference("Status", status(before), status(after)));
        }
        if (hasCounts(before) || hasCounts(after)) {
            fields.add(new Difference("Flights", count(before.flightsCount()), count(after.flightsCount())));
            fields.add(
                    new Difference("Mission ends", count(before.missionEndsCount()), count(after.missionEndsCount())));
        }
        addDetails(fields, before, after);
        return fields;
    }

    // A detail that changed is not null on both sides.
    private static void addDetails(List<Difference> fields, State before, State after) {
        if (before.name() != null || after.name() != null) {
            fields.add(new Difference(NAME, text(before.name()), text(after.name())));
        }
        if (before.serialNumber() != null || after.serialNumber() != null) {
            fields.add(new Difference("Serial number", text(before.serialNumber()), text(after.serialNumber())));
        }
        if (before.placeholder() != null || after.placeholder() != null) {
            fields.add(new Difference(PLACEHOLDER, yesOrNo(before.placeholder()), yesOrNo(after.placeholder())));
        }
        if (before.description() != null || after.description() != null) {
            fields.add(new Difference(DESCRIPTION, text(before.description()), text(after.description())));
        }
        var had = before.spacecraftConfig();
        var has = after.spacecraftConfig();
        if (had != null || has != null) {
            fields.add(new Difference("Configuration", config(had, has), config(has, had)));
        }
    }

    /** Returns the name of a configuration, with its id if the other one has the same name. */
    private static String config(@Nullable Config config, @Nullable Config other) {
        if (config == null || (config.id() == null && !isText(config.name()))) {
            return "unknown";
        }
        if (!isText(config.name())) {
            return "configuration " + config.id();
        }
        return other != null && Objects.equals(config.name(), other.name())
                ? config.name() + " (" + (config.id() == null ? "id unknown" : "id " + config.id()) + ")"
                : String.valueOf(config.name());
    }

    private static String text(@Nullable String text) {
        return text == null ? "unknown" : text.isBlank() ? "blank" : text;
    }

    private static boolean isText(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static boolean hasCounts(State state) {
        return state.flightsCount() != null || state.missionEndsCount() != null;
    }

    private static boolean isInSpace(@Nullable State state) {
        return state != null && Boolean.TRUE.equals(state.inSpace());
    }

    private static String status(@Nullable State state) {
        return state == null || state.status() == null ? "unknown" : status(state.status());
    }
}
