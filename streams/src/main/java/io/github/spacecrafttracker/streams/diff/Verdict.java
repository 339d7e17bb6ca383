package io.github.spacecrafttracker.streams.diff;

import java.util.Locale;

/** The diff's conclusion from a snapshot. */
enum Verdict {
    /** Byte for byte the last accepted snapshot, or another removal of a removed spacecraft. */
    UNCHANGED,
    /** Read in full: only what no event reports may differ. */
    UPDATED,
    /** Something tracked differs. */
    CHANGED,
    /** Seen for the first time ever. */
    APPEARED,
    /** Seen before, but not by this state, which is being rebuilt. */
    REBUILT,
    REMOVED,
    REAPPEARED,
    /** Not newer than the last accepted snapshot: dropped. */
    STALE,
    /** Not a valid snapshot: sent to the dead letters. */
    UNREADABLE;

    /** Returns the value of the metrics' label. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
