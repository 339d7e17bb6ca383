package io.github.spacecrafttracker.streams.catalogue;

import java.time.Instant;
import java.util.function.Consumer;

/** What the catalogue answers. Its times are lower bounds: each row shows a state that upstream had then or later. */
public sealed interface QueryResult {
    /** What a question for a list may bring. */
    sealed interface OfList extends QueryResult {
        /** Hands it to the one that is meant for it. */
        void to(Consumer<Listed> listed, Consumer<NotReady> notReady);
    }

    /** What a question for one spacecraft may bring. */
    sealed interface OfOne extends QueryResult {
        /** Hands it to the one that is meant for it. */
        void to(Consumer<Held> held, Consumer<Unknown> unknown, Consumer<NotReady> notReady);
    }

    /**
     * There is nothing to say yet.
     *
     * @param why one clause, for the one who asked
     */
    record NotReady(String why) implements OfList, OfOne {
        @Override
        public void to(Consumer<Listed> listed, Consumer<NotReady> notReady) {
            notReady.accept(this);
        }

        @Override
        public void to(Consumer<Held> held, Consumer<Unknown> unknown, Consumer<NotReady> notReady) {
            notReady.accept(this);
        }
    }

    /**
     * All there are.
     *
     * @param asOf when the newest complete sweep that is contained began, or the last reading of a row that it could not read, where that is older
     * @param inSpaceAsOf the same of those in space alone, of which a watch may tell later
     */
    record Listed(Instant asOf, Instant inSpaceAsOf, Listing listing) implements OfList {
        @Override
        public void to(Consumer<Listed> listed, Consumer<NotReady> notReady) {
            listed.accept(this);
        }
    }

    /** It is held, as of its own last snapshot. */
    record Held(Instant asOf, Row row) implements OfOne {
        @Override
        public void to(Consumer<Held> held, Consumer<Unknown> unknown, Consumer<NotReady> notReady) {
            held.accept(this);
        }
    }

    /** Upstream does not have it: a complete sweep did not show it, or it was found removed. */
    record Unknown(Instant asOf) implements OfOne {
        @Override
        public void to(Consumer<Held> held, Consumer<Unknown> unknown, Consumer<NotReady> notReady) {
            unknown.accept(this);
        }
    }
}
