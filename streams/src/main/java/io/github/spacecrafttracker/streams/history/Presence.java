package io.github.spacecrafttracker.streams.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stays of a spacecraft in space, as far as they are known.
 *
 * @param name the newest name; null if it has none
 * @param asOf the time up to which all its changes are known
 * @param stays the oldest first
 */
public record Presence(long spacecraft, @Nullable String name, Instant asOf, List<Stay> stays) {

    /** Returns the stay that has no known end; empty if there is none. */
    public Optional<Stay> current() {
        return stays.stream().filter(stay -> stay.end() == null).findFirst();
    }

    /**
     * A stay in space.
     *
     * @param entered the bounds of the time at which it entered space; without a lower bound if it
     *     was already in space at its first known observation, or when it returned to the catalogue
     * @param end null if no end is known
     */
    public record Stay(Bounds entered, @Nullable End end) {}

    /** @param notBefore null if unknown */
    public record Bounds(@Nullable Instant notBefore, Instant notAfter) {}

    /**
     * The end of a stay.
     *
     * @param removed whether the spacecraft was removed from the catalogue while it was in space;
     *     the bounds are those of the removal, and it is unknown when the spacecraft left space
     */
    public record End(Bounds bounds, boolean removed) {}
}
