package io.github.spacecrafttracker.streams.catalogue;

import java.time.Instant;

/**
 * The result of a query. Its times are lower bounds: each row shows a state that the upstream API
 * had at that time or later.
 */
public sealed interface QueryResult {
    /** The result of a query for the list. */
    sealed interface OfList extends QueryResult permits Listed, NotReady {}

    /** The result of a query for one spacecraft. */
    sealed interface OfOne extends QueryResult permits Found, NotFound, NotReady {}

    /**
     * The catalogue cannot answer yet.
     *
     * @param reason the reason in one clause, for people
     */
    record NotReady(String reason) implements OfList, OfOne {}

    /**
     * All spacecraft.
     *
     * @param asOf the start of the newest complete sweep in the catalogue; if that sweep could not
     *     read a row, the earlier time at which this row was last read
     * @param inSpaceAsOf the same for the spacecraft in space, which a watch may have confirmed
     *     later
     */
    record Listed(Instant asOf, Instant inSpaceAsOf, SpacecraftList list) implements OfList {}

    /** The spacecraft, as of its last snapshot. */
    record Found(Instant asOf, Row row) implements OfOne {}

    /**
     * The upstream API does not have the spacecraft: a complete sweep did not list it, or its
     * removal was confirmed.
     */
    record NotFound(Instant asOf) implements OfOne {}
}
