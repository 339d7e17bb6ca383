package io.github.spacecrafttracker.streams.history;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The state of one spacecraft at a given time, as far as it is known. */
public sealed interface StateAt {
    long spacecraft();

    Certainty certainty();

    /**
     * Returns the possible states at that time, in order; empty if none is known. An element is
     * null if the spacecraft may have been absent from the catalogue.
     */
    List<@Nullable PastState> possible();

    enum Certainty {
        /** An observation before the time and one after it show the same state. */
        OBSERVED,
        /** The time is between the bounds of one or more changes. */
        UNCERTAIN,
        /** The last known state was last confirmed before this time. */
        UNCONFIRMED,
        /** The spacecraft was first observed later. */
        UNKNOWN;

        /** Returns the certainty with this label. */
        public static Optional<Certainty> of(String label) {
            return Stream.of(values())
                    .filter(certainty -> certainty.label().equals(label))
                    .findFirst();
        }

        /** Returns the value of this certainty in JSON and in requests. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record Observed(long spacecraft, PastState state) implements StateAt {
        @Override
        public Certainty certainty() {
            return Certainty.OBSERVED;
        }

        @Override
        public List<@Nullable PastState> possible() {
            return List.of(state);
        }
    }

    /**
     * @param notBefore the lower bound of the first change that may have happened
     * @param notAfter the upper bound of the last change that may have happened
     * @param possible the state before these changes and the state after each of them, in order
     */
    record Uncertain(long spacecraft, Instant notBefore, Instant notAfter, List<@Nullable PastState> possible)
            implements StateAt {
        @Override
        public Certainty certainty() {
            return Certainty.UNCERTAIN;
        }

        public @Nullable PastState before() {
            return possible.get(0);
        }

        public @Nullable PastState after() {
            return possible.get(possible.size() - 1);
        }
    }

    /**
     * @param state the last known state
     * @param observedUntil the time up to which it is confirmed
     */
    record Unconfirmed(long spacecraft, PastState state, Instant observedUntil) implements StateAt {
        @Override
        public Certainty certainty() {
            return Certainty.UNCONFIRMED;
        }

        @Override
        public List<@Nullable PastState> possible() {
            return List.of(state);
        }
    }

    /** @param name the name at the first observation; null if it had none */
    record Unknown(long spacecraft, @Nullable String name) implements StateAt {
        @Override
        public Certainty certainty() {
            return Certainty.UNKNOWN;
        }

        @Override
        public List<@Nullable PastState> possible() {
            return List.of();
        }
    }
}
