package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.streams.history.Presence.Bounds;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time of a change, which happened between two observations.
 *
 * @param notBefore null if there is no earlier observation
 */
record ChangeTime(@Nullable Instant notBefore, Instant notAfter) {
    private static final Duration MAX_PRECISION = Duration.ofHours(1);

    static ChangeTime of(Bounds bounds) {
        return new ChangeTime(bounds.notBefore(), bounds.notAfter());
    }

    /** Returns whether the bounds are too far apart to be shown as one time with a precision. */
    boolean isWide() {
        return halfWidth().compareTo(MAX_PRECISION) > 0;
    }

    /** Returns the middle of the bounds, or the upper bound if there is no lower one. */
    Instant middle() {
        return notAfter.minus(halfWidth());
    }

    /** Returns half the distance between the bounds, rounded up, such as {@code ± 2 min}. */
    String precision() {
        long seconds = halfWidth().plusMillis(999).toSeconds();
        return seconds < 60 ? "± " + Math.max(1, seconds) + " s" : "± " + (seconds + 59) / 60 + " min";
    }

    /** Returns both bounds as text. */
    String description() {
        var from = notBefore == null ? "" : "between " + TimeFormat.SECOND.text(notBefore, notAfter) + " and ";
        return from + TimeFormat.SECOND.text(notAfter, notAfter);
    }

    private Duration halfWidth() {
        return notBefore == null
                ? Duration.ZERO
                : Duration.between(notBefore, notAfter).dividedBy(2);
    }
}
