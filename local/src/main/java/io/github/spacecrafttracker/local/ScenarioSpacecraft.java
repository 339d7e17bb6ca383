package io.github.spacecrafttracker.local;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What changes about one spacecraft in the made-up scenario; everything else stays as recorded.
 *
 * @param turnaround the shortest time between a landing and the next launch, null if it did not fly twice
 * @param onGround for how long it has been back from its last landing; null if that was not in the scenario
 */
record ScenarioSpacecraft(
        Status status,
        long flights,
        long ends,
        boolean docked,
        Duration inSpace,
        Duration inDock,
        @Nullable Duration turnaround,
        @Nullable Duration onGround) {

    /** Launch Library 2's status ids and names, as recorded. */
    enum Status {
        ACTIVE(1, "Active"),
        RETIRED(2, "Retired"),
        DESTROYED(3, "Destroyed"),
        SINGLE_USE(4, "Single Use");

        private final int id;
        private final String label;

        Status(int id, String label) {
            this.id = id;
            this.label = label;
        }

        static Status of(int id) {
            for (Status status : values()) {
                if (status.id == id) {
                    return status;
                }
            }
            throw new IllegalArgumentException("no such status is recorded: " + id);
        }
    }

    /** Reads a recorded row. One that is in space is taken for docked, as the only one recorded so was. */
    static ScenarioSpacecraft of(ObjectNode row) {
        JsonNode turnaround = row.required("fastest_turnaround");
        return new ScenarioSpacecraft(
                Status.of(row.required("status").required("id").intValue()),
                row.required("flights_count").longValue(),
                row.required("mission_ends_count").longValue(),
                row.required("in_space").booleanValue(),
                Duration.parse(row.required("time_in_space").stringValue()),
                Duration.parse(row.required("time_docked").stringValue()),
                turnaround.isNull() ? null : Duration.parse(turnaround.stringValue()),
                null);
    }

    void writeTo(ObjectNode row) {
        row.put("in_space", isInSpace());
        row.put("time_in_space", IsoDuration.text(inSpace));
        row.put("time_docked", IsoDuration.text(inDock));
        row.put("flights_count", flights);
        row.put("mission_ends_count", ends);
        row.putObject("status").put("id", status.id).put("name", status.label);
        row.put("fastest_turnaround", turnaround == null ? null : IsoDuration.text(turnaround));
    }

    boolean isInSpace() {
        return flights > ends;
    }

    /** The clocks run by themselves while it flies, and while it is docked. */
    ScenarioSpacecraft after(Duration time) {
        return new ScenarioSpacecraft(
                status,
                flights,
                ends,
                docked,
                isInSpace() ? inSpace.plus(time) : inSpace,
                docked ? inDock.plus(time) : inDock,
                turnaround,
                onGround == null ? null : onGround.plus(time));
    }

    ScenarioSpacecraft launched() {
        return new ScenarioSpacecraft(
                status, flights + 1, ends, false, inSpace, inDock, shorter(turnaround, onGround), null);
    }

    ScenarioSpacecraft landed() {
        return new ScenarioSpacecraft(status, flights, ends + 1, false, inSpace, inDock, turnaround, Duration.ZERO);
    }

    ScenarioSpacecraft withDocked(boolean now) {
        return new ScenarioSpacecraft(status, flights, ends, now, inSpace, inDock, turnaround, onGround);
    }

    ScenarioSpacecraft with(Status now) {
        return new ScenarioSpacecraft(now, flights, ends, docked, inSpace, inDock, turnaround, onGround);
    }

    /** As an editor does it: one flight that had been counted is none, on both counters. */
    ScenarioSpacecraft withOneFlightLess() {
        return new ScenarioSpacecraft(status, flights - 1, ends - 1, docked, inSpace, inDock, turnaround, onGround);
    }

    /** This, plus so many times what {@code later} gained on {@code earlier}. */
    ScenarioSpacecraft plus(long times, ScenarioSpacecraft earlier, ScenarioSpacecraft later) {
        return new ScenarioSpacecraft(
                status,
                flights + times * (later.flights - earlier.flights),
                ends + times * (later.ends - earlier.ends),
                docked,
                inSpace.plus(later.inSpace.minus(earlier.inSpace).multipliedBy(times)),
                inDock.plus(later.inDock.minus(earlier.inDock).multipliedBy(times)),
                turnaround,
                onGround);
    }

    private static @Nullable Duration shorter(@Nullable Duration one, @Nullable Duration other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }
}
