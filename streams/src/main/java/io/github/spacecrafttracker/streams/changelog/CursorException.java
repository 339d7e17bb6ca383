package io.github.spacecrafttracker.streams.changelog;

/** A cursor or time that this instance cannot continue from. */
public final class CursorException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public CursorException(Reason reason) {
        super(reason.words(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** The reasons. */
    public enum Reason {
        GARBLED("cursor-garbled", "This is not a cursor of a change feed, or it is damaged."),
        OF_OTHER_TOPICS(
                "cursor-of-other-topics",
                "This cursor is of other topics: of another tracker, or of topics that were deleted and created again."),
        EXPIRED(
                "cursor-expired",
                "Changes after this cursor or time are no longer in memory. The topics have them; the oldest cursor that works here is in oldest_cursor."),
        AHEAD(
                "cursor-ahead",
                "This cursor is beyond the end of the topics: the changes that it was given for have been lost."),
        NOT_YET_READ(
                "unavailable", "This instance has not read the topics up to this cursor yet. Try again in a moment.");

        private final String code;
        private final String words;

        Reason(String code, String words) {
            this.code = code;
            this.words = words;
        }

        /** For machines; never changes. */
        public String code() {
            return code;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }
}
