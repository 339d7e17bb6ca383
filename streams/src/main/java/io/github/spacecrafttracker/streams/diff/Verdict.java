package io.github.spacecrafttracker.streams.diff;

import java.util.Locale;

/** The diff's conclusion from a snapshot. */
enum Verdict {
    /**
     * The snapshot has the bytes of the last accepted one, or is another removal of a removed
     * spacecraft.
     */
    UNCHANGED,
    /** The snapshot was parsed, and contains no change that events report. */
    UPDATED,
    /** The snapshot contains a change that events report. */
    CHANGED,
    /** The snapshot is the first of its spacecraft. */
    APPEARED,
    /**
     * The spacecraft was observed earlier but is missing from this state, which is being rebuilt.
     */
    REBUILT,
    REMOVED,
    REAPPEARED,
    /** The snapshot is not newer than the last accepted one, and is dropped. */
    STALE,
    /** The record is not a valid snapshot, and is written to the dead-letter topic. */
    UNREADABLE;

    /** Returns the value of the label in metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
