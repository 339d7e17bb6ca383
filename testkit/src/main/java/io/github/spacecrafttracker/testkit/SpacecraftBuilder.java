package io.github.spacecrafttracker.testkit;

/**
 * A builder of spacecraft in LL2's form. By default, a spacecraft is on the ground, active, and has
 * flown once without a mission end.
 */
public record SpacecraftBuilder(
        long id, String name, boolean inSpace, long flights, long missionEnds, long status, String statusName) {

    public static SpacecraftBuilder spacecraft(long id) {
        return new SpacecraftBuilder(id, "S" + id, false, 1, 0, 1, "Active");
    }

    public SpacecraftBuilder named(String newName) {
        return new SpacecraftBuilder(id, newName, inSpace, flights, missionEnds, status, statusName);
    }

    public SpacecraftBuilder inSpace(boolean isInSpace) {
        return new SpacecraftBuilder(id, name, isInSpace, flights, missionEnds, status, statusName);
    }

    public SpacecraftBuilder flights(long count) {
        return new SpacecraftBuilder(id, name, inSpace, count, missionEnds, status, statusName);
    }

    public SpacecraftBuilder status(long newStatus, String newName) {
        return new SpacecraftBuilder(id, name, inSpace, flights, missionEnds, newStatus, newName);
    }

    /** Returns the object in canonical form, with the tracked state and a name. */
    public String json() {
        return ("{\"id\":%d,\"name\":\"%s\",\"in_space\":%s,\"flights_count\":%d,\"mission_ends_count\":%d,"
                        + "\"status\":{\"id\":%d,\"name\":\"%s\"}}")
                .formatted(id, name, inSpace, flights, missionEnds, status, statusName);
    }
}
