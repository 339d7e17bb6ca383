package io.github.spacecrafttracker.streams.changes;

import io.github.spacecrafttracker.streams.changes.Batch.Place;
import io.github.spacecrafttracker.streams.changes.Batch.Step;
import java.util.ArrayList;
import java.util.List;

/** What a reading of the log has come to: bounded in the steps that are wanted and in the records that are looked at for them. */
final class Reading {
    private static final int MOST_LOOKED_AT = 20_000;

    private final StructuredEvents events;
    private final ChangeFilter filter;
    private final int mostSteps;
    private final List<Step> steps = new ArrayList<>();
    private int lookedAt;
    private Position position;

    Reading(StructuredEvents events, Position start, ChangeFilter filter, int mostSteps) {
        this.events = events;
        this.position = start;
        this.filter = filter;
        this.mostSteps = mostSteps;
    }

    boolean goesOn() {
        return steps.size() < mostSteps && lookedAt < MOST_LOOKED_AT;
    }

    /** @param next the offset that is next to the record in the direction of reading */
    void take(ByTime.Taken taken, long next) {
        lookedAt++;
        position = position.with(taken.partition(), next);
        events.read(taken.partition(), taken.record())
                .filter(filter::admits)
                .ifPresent(change -> steps.add(new Step(change, position)));
    }

    /** With more to come. */
    Batch soFar() {
        return new Batch(steps, Place.at(position), true);
    }

    /** @param end of the log in the direction of reading */
    Batch whole(Position end) {
        return new Batch(steps, Place.at(end), false);
    }

    Position position() {
        return position;
    }
}
