package io.github.spacecrafttracker.poller.memory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How upstream is.
 *
 * @param failures how many polls in a row were not believed
 * @param notBefore no request is sent before this, whatever the budget allows; null where nothing speaks against it
 * @param servedAt of when the newest believed reply was, by its own {@code Date} and {@code Age}; null where none told
 */
public record Wellness(
        int failures, @Nullable Instant notBefore, @Nullable Instant servedAt) {
    public static final Wellness UNKNOWN = new Wellness(0, null, null);

    /** After a reply that was believed. */
    public Wellness believed(@Nullable Instant of) {
        return new Wellness(0, null, of == null || (servedAt != null && servedAt.isAfter(of)) ? servedAt : of);
    }

    /** After one that was not. */
    public Wellness refused(Instant until) {
        return new Wellness(failures + 1, until, servedAt);
    }

    public boolean isUnwell() {
        return failures > 0;
    }
}
