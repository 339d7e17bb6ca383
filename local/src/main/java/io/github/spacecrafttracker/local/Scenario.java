package io.github.spacecrafttracker.local;

import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.local.ScenarioSpacecraft.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * A MADE-UP scenario about the 19 recorded spacecraft. It follows the rules of Launch Library 2's
 * data:
 *
 * <ul>
 *   <li>{@code flights_count} counts the flights that have begun, {@code mission_ends_count} those
 *       that have ended; a spacecraft is in space while the first is larger;
 *   <li>a docking changes only {@code time_docked};
 *   <li>a retirement is a change of the status;
 *   <li>a counter decreases only if an editor corrects it.
 * </ul>
 *
 * <p>Step 0 is the recording. Each later step changes one spacecraft. The steps repeat in an
 * endless cycle and are deterministic.
 */
final class Scenario {
    private static final long ENDURANCE = 542;
    private static final long FREEDOM = 551;
    private static final long ENDEAVOUR = 289;
    private static final long RESILIENCE = 291;
    private static final long GRACE = 595;

    /** The made-up time between two steps. */
    static final Duration TIME_PER_STEP =
            Duration.ofDays(11).plusHours(7).plusMinutes(23).plusSeconds(5);

    private enum Move {
        LAUNCH,
        DOCK,
        UNDOCK,
        LAND,
        RETIRE,
        REINSTATE,
        CORRECT;

        ScenarioSpacecraft applyTo(ScenarioSpacecraft spacecraft) {
            return switch (this) {
                case LAUNCH -> spacecraft.launched();
                case DOCK -> spacecraft.withDocked(true);
                case UNDOCK -> spacecraft.withDocked(false);
                case LAND -> spacecraft.landed();
                case RETIRE -> spacecraft.withStatus(Status.RETIRED);
                case REINSTATE -> spacecraft.withStatus(Status.ACTIVE);
                case CORRECT -> spacecraft.withOneFlightLess();
            };
        }

        /**
         * Returns the predicate of a sentence about the spacecraft, for its state after the move.
         */
        String describe(ScenarioSpacecraft spacecraft) {
            return switch (this) {
                case LAUNCH -> "launches and is in space; flights_count is now " + spacecraft.flights() + ".";
                case DOCK -> "docks; no tracked field changes.";
                case UNDOCK -> "undocks; no tracked field changes.";
                case LAND ->
                    "lands and is no longer in space; mission_ends_count is now " + spacecraft.missionEnds() + ".";
                case RETIRE -> "retires; its status changes from Active to Retired.";
                case REINSTATE -> "returns to service; an editor changes its status from Retired to Active.";
                case CORRECT ->
                    "had one flight too many; an editor corrects both counters to " + spacecraft.flights() + ".";
            };
        }
    }

    private record Step(long id, Move move) {}

    /**
     * The cycle begins and ends with Freedom docked, Resilience in service and all others on the
     * ground.
     */
    private static final List<Step> CYCLE = List.of(
            new Step(ENDURANCE, Move.LAUNCH),
            new Step(FREEDOM, Move.UNDOCK),
            new Step(FREEDOM, Move.LAND),
            new Step(ENDURANCE, Move.DOCK),
            new Step(RESILIENCE, Move.RETIRE),
            new Step(ENDEAVOUR, Move.CORRECT),
            new Step(ENDEAVOUR, Move.LAUNCH),
            new Step(ENDURANCE, Move.UNDOCK),
            new Step(ENDURANCE, Move.LAND),
            new Step(ENDEAVOUR, Move.DOCK),
            new Step(GRACE, Move.LAUNCH),
            new Step(RESILIENCE, Move.REINSTATE),
            new Step(GRACE, Move.DOCK),
            new Step(ENDEAVOUR, Move.UNDOCK),
            new Step(ENDEAVOUR, Move.LAND),
            new Step(RESILIENCE, Move.LAUNCH),
            new Step(GRACE, Move.UNDOCK),
            new Step(GRACE, Move.LAND),
            new Step(RESILIENCE, Move.DOCK),
            new Step(FREEDOM, Move.LAUNCH),
            new Step(RESILIENCE, Move.UNDOCK),
            new Step(RESILIENCE, Move.LAND),
            new Step(FREEDOM, Move.DOCK),
            new Step(ENDEAVOUR, Move.LAUNCH),
            new Step(ENDEAVOUR, Move.LAND));

    private final Map<Long, ObjectNode> recordedRows = new TreeMap<>();
    private final Map<Long, ScenarioSpacecraft> start = new TreeMap<>();

    Scenario() {
        for (ObjectNode row : RecordedSpacecraft.all()) {
            long id = row.required("id").longValue();
            recordedRows.put(id, row);
            start.put(id, ScenarioSpacecraft.of(row));
        }
    }

    /**
     * Returns all spacecraft after a step, ordered by id.
     *
     * @param step 0 for the recording
     * @return rows that the caller may modify
     */
    List<ObjectNode> at(long step) {
        List<ObjectNode> rows = new ArrayList<>();
        Map<Long, ScenarioSpacecraft> states = statesAfter(step);
        recordedRows.forEach((id, row) -> {
            ObjectNode copy = row.deepCopy();
            get(states, id).writeTo(copy);
            rows.add(copy);
        });
        return rows;
    }

    /** Describes a step in one line, which states that it is made up. */
    String describe(long step) {
        Map<Long, ScenarioSpacecraft> states = statesAfter(step);
        if (step == 0) {
            return "Recorded: " + states.size()
                    + " spacecraft as Launch Library 2 reported them; everything after this is made up.";
        }
        Step described = stepOf(step);
        String name = get(recordedRows, described.id).required("name").stringValue();
        return "Made up, step " + step + ": " + name + " " + described.move.describe(get(states, described.id));
    }

    /**
     * Computes a distant step from an early one, because from the second cycle on, each cycle adds
     * the same amounts to the durations and counters.
     */
    private Map<Long, ScenarioSpacecraft> statesAfter(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("steps start at 0: " + step);
        }
        int cycle = CYCLE.size();
        if (step < 3L * cycle) {
            return play((int) step);
        }
        long skippedCycles = step / cycle - 2;
        Map<Long, ScenarioSpacecraft> before = play(cycle);
        Map<Long, ScenarioSpacecraft> after = play(2 * cycle);
        Map<Long, ScenarioSpacecraft> near = play((int) (step - skippedCycles * cycle));
        near.replaceAll((id, spacecraft) -> spacecraft.plus(skippedCycles, get(before, id), get(after, id)));
        return near;
    }

    private Map<Long, ScenarioSpacecraft> play(int steps) {
        Map<Long, ScenarioSpacecraft> states = new TreeMap<>(start);
        for (int number = 1; number <= steps; number++) {
            states.replaceAll((id, spacecraft) -> spacecraft.after(TIME_PER_STEP));
            Step step = stepOf(number);
            states.computeIfPresent(step.id, (id, spacecraft) -> step.move.applyTo(spacecraft));
        }
        return states;
    }

    private static Step stepOf(long number) {
        return CYCLE.get((int) ((number - 1) % CYCLE.size()));
    }

    private static <T> T get(Map<Long, T> byId, long id) {
        T value = byId.get(id);
        if (value == null) {
            throw new IllegalStateException("spacecraft " + id + " is not recorded");
        }
        return value;
    }
}
