package io.github.spacecrafttracker.streams.diff;

import java.util.Locale;

/** What became of a snapshot. */
enum Verdict {
    /** Nothing is different. */
    UNCHANGED,
    /** Something is different that is not tracked: held, and no event. */
    UPDATED,
    /** Something tracked is different. */
    CHANGED,
    /** Seen for the first time ever. */
    APPEARED,
    /** Seen for the first time by this state, and not ever: it is being rebuilt. */
    REBUILT,
    REMOVED,
    REAPPEARED,
    /** Not newer than what was seen already: dropped. */
    STALE,
    /** No spacecraft: a dead letter. */
    UNREADABLE;

    /** As metrics have it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
