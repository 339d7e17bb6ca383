package io.github.spacecrafttracker.streams.history;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The time up to which the state of each spacecraft is confirmed: every change before it is in the
 * history, and every later change has a lower bound that is not before it.
 */
public final class Watermarks {
    private final Map<Long, Long> bySpacecraft;

    /** @param bySpacecraft the times in epoch milliseconds */
    private Watermarks(Map<Long, Long> bySpacecraft) {
        this.bySpacecraft = bySpacecraft;
    }

    public static Watermarks none() {
        return new Watermarks(Map.of());
    }

    /**
     * Returns these watermarks after more confirmations.
     *
     * @param confirmed the time as of which the state of each spacecraft was confirmed; a time
     *     before its watermark has no effect
     */
    public Watermarks with(Map<Long, Instant> confirmed) {
        var advanced = new HashMap<>(bySpacecraft);
        confirmed.forEach((id, time) -> advanced.merge(id, time.toEpochMilli(), Math::max));
        return new Watermarks(advanced);
    }

    /** @param otherwise returned if the state of this spacecraft has never been confirmed */
    long of(long spacecraft, long otherwise) {
        return bySpacecraft.getOrDefault(spacecraft, otherwise);
    }
}
