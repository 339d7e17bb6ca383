package io.github.spacecrafttracker.local;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of one spacecraft that the made-up scenario changes. All other fields keep their
 * recorded values.
 *
 * @param fastestTurnaround the shortest time between a landing and the next launch; null if it has
 *     not flown twice
 * @param sinceLanding the time since its last landing; null if it has not landed in the scenario
 */
record ScenarioSpacecraft(
        Status status,
        long flights,
        long missionEnds,
        boolean isDocked,
        Duration timeInSpace,
        Duration timeDocked,
        @Nullable Duration fastestTurnaround,
        @Nullable Duration sinceLanding) {

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
            throw new IllegalArgumentException("no recorded spacecraft has the status " + id);
        }
    }

    /** Reads a recorded row. The only recorded spacecraft in space was docked. */
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
        row.put("time_in_space", IsoDuration.format(timeInSpace));
        row.put("time_docked", IsoDuration.format(timeDocked));
        row.put("flights_count", flights);
        row.put("mission_ends_count", missionEnds);
        row.putObject("status").put("id", status.id).put("name", status.label);
        row.put("fastest_turnaround", fastestTurnaround == null ? null : IsoDuration.format(fastestTurnaround));
    }

    boolean isInSpace() {
        return flights > missionEnds;
    }

    /** Returns this spacecraft after some time without any other change. */
    ScenarioSpacecraft after(Duration time) {
        return new ScenarioSpacecraft(
                status,
                flights,
                missionEnds,
                isDocked,
                isInSpace() ? timeInSpace.plus(time) : timeInSpace,
                isDocked ? timeDocked.plus(time) : timeDocked,
                fastestTurnaround,
                sinceLanding == null ? null : sinceLanding.plus(time));
    }

    ScenarioSpacecraft launched() {
        return new ScenarioSpacecraft(
                status,
                flights + 1,
                missionEnds,
                false,
                timeInSpace,
                timeDocked,
                shorter(fastestTurnaround, sinceLanding),
                null);
    }

    ScenarioSpacecraft landed() {
        return new ScenarioSpacecraft(
                status, flights, missionEnds + 1, false, timeInSpace, timeDocked, fastestTurnaround, Duration.ZERO);
    }

    ScenarioSpacecraft withDocked(boolean docked) {
        return new ScenarioSpacecraft(
                status, flights, missionEnds, docked, timeInSpace, timeDocked, fastestTurnaround, sinceLanding);
    }

    ScenarioSpacecraft withStatus(Status newStatus) {
        return new ScenarioSpacecraft(
                newStatus, flights, missionEnds, isDocked, timeInSpace, timeDocked, fastestTurnaround, sinceLanding);
    }

    /**
     * Returns this spacecraft after an editor has removed a flight that never took place from both
     * counters.
     */
    ScenarioSpacecraft withOneFlightLess() {
        return new ScenarioSpacecraft(
                status,
                flights - 1,
                missionEnds - 1,
                isDocked,
                timeInSpace,
                timeDocked,
                fastestTurnaround,
                sinceLanding);
    }

    /** Adds the difference between two states of this spacecraft the given number of times. */
    ScenarioSpacecraft plus(long times, ScenarioSpacecraft earlier, ScenarioSpacecraft later) {
        return new ScenarioSpacecraft(
                status,
                flights + times * (later.flights - earlier.flights),
                missionEnds + times * (later.missionEnds - earlier.missionEnds),
                isDocked,
                timeInSpace.plus(later.timeInSpace.minus(earlier.timeInSpace).multipliedBy(times)),
                timeDocked.plus(later.timeDocked.minus(earlier.timeDocked).multipliedBy(times)),
                fastestTurnaround,
                sinceLanding);
    }

    private static @Nullable Duration shorter(@Nullable Duration first, @Nullable Duration second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return first.compareTo(second) <= 0 ? first : second;
    }
}
