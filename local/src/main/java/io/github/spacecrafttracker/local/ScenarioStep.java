package io.github.spacecrafttracker.local;

/** What can happen to a spacecraft in the made-up scenario. */
enum ScenarioStep {
    LAUNCH,
    DOCK,
    UNDOCK,
    LAND,
    RETIRE,
    REINSTATE,
    CORRECT;

    ScenarioSpacecraft on(ScenarioSpacecraft flight) {
        return switch (this) {
            case LAUNCH -> flight.launched();
            case DOCK -> flight.withDocked(true);
            case UNDOCK -> flight.withDocked(false);
            case LAND -> flight.landed();
            case RETIRE -> flight.with(ScenarioSpacecraft.Status.RETIRED);
            case REINSTATE -> flight.with(ScenarioSpacecraft.Status.ACTIVE);
            case CORRECT -> flight.withOneFlightLess();
        };
    }

    /** What it did, as the rest of a sentence that begins with the spacecraft's name. */
    String describe(ScenarioSpacecraft now) {
        return switch (this) {
            case LAUNCH -> "launches and is in space; flights_count is now " + now.flights() + ".";
            case DOCK -> "docks; nothing that is tracked changes.";
            case UNDOCK -> "undocks; nothing that is tracked changes.";
            case LAND -> "lands and is no longer in space; mission_ends_count is now " + now.ends() + ".";
            case RETIRE -> "is retired: its status changes from Active to Retired.";
            case REINSTATE -> "is returned to service by an editor: its status changes from Retired to Active.";
            case CORRECT -> "had a flight too many counted; an editor corrects both counters to " + now.flights() + ".";
        };
    }
}
