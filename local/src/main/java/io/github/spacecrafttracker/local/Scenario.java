package io.github.spacecrafttracker.local;

import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * MADE UP: what happens to the 19 recorded spacecraft after they were recorded. No line of it happened. It follows the
 * rules that Launch Library 2's data follows: {@code flights_count} counts flights that began, {@code
 * mission_ends_count} those that ended, in space is who has more of the first; a docking shows in clocks only; a
 * retirement is a status; a counter that sinks was corrected by an editor.
 *
 * <p>Step 0 is the recording. Each step after it is one move of one spacecraft; the moves are a cycle, which goes on for
 * ever, always the same for the same step.
 */
final class Scenario {
    private static final long ENDURANCE = 542;
    private static final long FREEDOM = 551;
    private static final long ENDEAVOUR = 289;
    private static final long RESILIENCE = 291;
    private static final long GRACE = 595;

    /** The made-up time between two steps. */
    private static final Duration STEP =
            Duration.ofDays(11).plusHours(7).plusMinutes(23).plusSeconds(5);

    private record Event(long id, ScenarioStep move) {}

    /** It begins and ends with Freedom docked, Resilience in service and everybody else on the ground. */
    private static final List<Event> CYCLE = List.of(
            new Event(ENDURANCE, ScenarioStep.LAUNCH),
            new Event(FREEDOM, ScenarioStep.UNDOCK),
            new Event(FREEDOM, ScenarioStep.LAND),
            new Event(ENDURANCE, ScenarioStep.DOCK),
            new Event(RESILIENCE, ScenarioStep.RETIRE),
            new Event(ENDEAVOUR, ScenarioStep.CORRECT),
            new Event(ENDEAVOUR, ScenarioStep.LAUNCH),
            new Event(ENDURANCE, ScenarioStep.UNDOCK),
            new Event(ENDURANCE, ScenarioStep.LAND),
            new Event(ENDEAVOUR, ScenarioStep.DOCK),
            new Event(GRACE, ScenarioStep.LAUNCH),
            new Event(RESILIENCE, ScenarioStep.REINSTATE),
            new Event(GRACE, ScenarioStep.DOCK),
            new Event(ENDEAVOUR, ScenarioStep.UNDOCK),
            new Event(ENDEAVOUR, ScenarioStep.LAND),
            new Event(RESILIENCE, ScenarioStep.LAUNCH),
            new Event(GRACE, ScenarioStep.UNDOCK),
            new Event(GRACE, ScenarioStep.LAND),
            new Event(RESILIENCE, ScenarioStep.DOCK),
            new Event(FREEDOM, ScenarioStep.LAUNCH),
            new Event(RESILIENCE, ScenarioStep.UNDOCK),
            new Event(RESILIENCE, ScenarioStep.LAND),
            new Event(FREEDOM, ScenarioStep.DOCK),
            new Event(ENDEAVOUR, ScenarioStep.LAUNCH),
            new Event(ENDEAVOUR, ScenarioStep.LAND));

    private final Map<Long, ObjectNode> recorded = new TreeMap<>();
    private final Map<Long, ScenarioSpacecraft> start = new TreeMap<>();

    Scenario() {
        for (ObjectNode row : RecordedSpacecraft.all()) {
            long id = row.required("id").longValue();
            recorded.put(id, row);
            start.put(id, ScenarioSpacecraft.of(row));
        }
    }

    /**
     * All spacecraft as they are after this step, in the order of their ids.
     *
     * @param step from 0, the recording as it is
     * @return copies of the caller's own
     */
    List<ObjectNode> at(long step) {
        List<ObjectNode> rows = new ArrayList<>();
        Map<Long, ScenarioSpacecraft> flights = flightsAt(step);
        recorded.forEach((id, row) -> {
            ObjectNode copy = row.deepCopy();
            rowOf(flights, id).writeTo(copy);
            rows.add(copy);
        });
        return rows;
    }

    /** What happens at this step, in one line that says that it is made up. */
    String describe(long step) {
        Map<Long, ScenarioSpacecraft> now = flightsAt(step);
        if (step == 0) {
            return "Recorded: " + now.size()
                    + " spacecraft as Launch Library 2 told them; whatever follows is made up.";
        }
        Event event = eventOf(step);
        String name = rowOf(recorded, event.id).required("name").stringValue();
        return "Made up, step " + step + ": " + name + " " + event.move.describe(rowOf(now, event.id));
    }

    /** A cycle adds the same each time but for the first, so a far step is a near one plus so many cycles. */
    private Map<Long, ScenarioSpacecraft> flightsAt(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("there is no step before 0: " + step);
        }
        int cycle = CYCLE.size();
        if (step < 3L * cycle) {
            return played((int) step);
        }
        long skipped = step / cycle - 2;
        Map<Long, ScenarioSpacecraft> before = played(cycle);
        Map<Long, ScenarioSpacecraft> after = played(2 * cycle);
        Map<Long, ScenarioSpacecraft> near = played((int) (step - skipped * cycle));
        near.replaceAll((id, flight) -> flight.plus(skipped, rowOf(before, id), rowOf(after, id)));
        return near;
    }

    private Map<Long, ScenarioSpacecraft> played(int steps) {
        Map<Long, ScenarioSpacecraft> flights = new TreeMap<>(start);
        for (int step = 1; step <= steps; step++) {
            flights.replaceAll((id, flight) -> flight.after(STEP));
            Event event = eventOf(step);
            flights.computeIfPresent(event.id, (id, flight) -> event.move.on(flight));
        }
        return flights;
    }

    private static Event eventOf(long step) {
        return CYCLE.get((int) ((step - 1) % CYCLE.size()));
    }

    private static <T> T rowOf(Map<Long, T> byId, long id) {
        T row = byId.get(id);
        if (row == null) {
            throw new IllegalStateException("spacecraft " + id + " is not recorded");
        }
        return row;
    }
}
