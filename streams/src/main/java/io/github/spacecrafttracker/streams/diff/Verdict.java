package io.github.spacecrafttracker.streams.diff;

import java.util.Locale;

/** The diff's conclusion from a snapshot. */
enum Verdict {
    /**
     * Has the bytes of the last accepted snapshot, or is another removal of a removed spacecraft.
     */
    UNCHANGED,
    /** Was parsed, and shows no change that an event reports. */
    UPDATED,
    /** Shows a change that an event reports. */
    CHANGED,
    /** Shows the spacecraft for the first time. */
    APPEARED,
    /**
     * Shows a spacecraft that was seen earlier, but is missing from this state, which is being
     * rebuilt.
     */
    REBUILT,
    REMOVED,
    REAPPEARED,
    /** Is not newer than the last accepted snapshot, and is dropped. */
    STALE,
    /** Is not a valid snapshot, and is sent to the dead letters. */
    UNREADABLE;

    /** Returns the value of the label in metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
