package io.github.spacecrafttracker.local;

import io.cloudevents.CloudEvent;
import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.text.LogSafe;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A change event in words. */
final class EventLine {
    private EventLine() {}

    /** One line, without its time, that says when it is made up; an event of a type that is not known yet is told by its type. */
    static String of(CloudEvent event) {
        return LogSafe.of(describe(event))
                + (SnapshotHeaders.MADE_UP.equals(event.getSource().toString()) ? "  [made up]" : "");
    }

    private static String describe(CloudEvent event) {
        var data = data(event);
        var spacecraft = data.path("spacecraft");
        var name = spacecraft.path("name").asString("a spacecraft") + " (" + event.getSubject() + ")";
        var before = data.path("before");
        var after = data.path("after");
        return Stream.of(ChangeType.values())
                .filter(type -> type.ceType().equals(event.getType()))
                .findFirst()
                .map(type -> switch (type) {
                    case ENTERED_SPACE -> name + " entered space";
                    case LEFT_SPACE -> name + " left space";
                    case STATUS_CHANGED -> name + " is now " + status(after) + ", was " + status(before);
                    case COUNTS_CHANGED ->
                        name + " has " + counts(after) + ", had " + counts(before)
                                + (data.path("correction").booleanValue(false) ? " (a correction)" : "");
                    case APPEARED -> name + " appeared" + where(after);
                    case REMOVED -> name + " was removed" + where(before);
                    case REAPPEARED -> name + " reappeared" + where(after);
                })
                .orElse(event.getType() + " of " + name);
    }

    /** Whether it only tells what there was when the tracker began. */
    static boolean isBaseline(CloudEvent event) {
        return event.getType().equals(ChangeType.APPEARED.ceType())
                && data(event).path("initial").booleanValue(false);
    }

    private static JsonNode data(CloudEvent event) {
        return Json.MAPPER.readTree(Objects.requireNonNull(event.getData()).toBytes());
    }

    private static String status(JsonNode state) {
        var status = state.path("status");
        return status.path("name").asString(status.path("id").asString(""));
    }

    private static String counts(JsonNode state) {
        return count(state, "flights_count") + " flights and " + count(state, "mission_ends_count") + " ends";
    }

    private static String count(JsonNode state, String field) {
        return state.path(field).isNumber() ? state.path(field).asString() : "no number of";
    }

    private static String where(JsonNode state) {
        return state.path("in_space").booleanValue(false) ? ", in space" : "";
    }
}
