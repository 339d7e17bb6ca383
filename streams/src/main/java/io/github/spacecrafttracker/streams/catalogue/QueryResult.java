package io.github.spacecrafttracker.streams.catalogue;

import java.time.Instant;

/** The result of a query. Its times are lower bounds: each row shows a state that upstream had then or later. */
public sealed interface QueryResult {
    /** The result of a query for the list. */
    sealed interface OfList extends QueryResult permits Listed, NotReady {}

    /** The result of a query for one spacecraft. */
    sealed interface OfOne extends QueryResult permits Held, Unknown, NotReady {}

    /**
     * There is nothing to show yet.
     *
     * @param reason one clause, for people
     */
    record NotReady(String reason) implements OfList, OfOne {}

    /**
     * All spacecraft.
     *
     * @param asOf when the newest complete sweep in the catalogue began; if it could not read a row, the last time that
     *     this row was read
     * @param inSpaceAsOf the same for the spacecraft in space, which a watch may confirm later
     */
    record Listed(Instant asOf, Instant inSpaceAsOf, Listing listing) implements OfList {}

    /** The spacecraft, as of its last snapshot. */
    record Held(Instant asOf, Row row) implements OfOne {}

    /** Upstream does not have the spacecraft: a complete sweep did not show it, or its removal was confirmed. */
    record Unknown(Instant asOf) implements OfOne {}
}
