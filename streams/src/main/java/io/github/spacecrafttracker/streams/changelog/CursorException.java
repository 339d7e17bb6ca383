package io.github.spacecrafttracker.streams.changelog;

/** Thrown if this instance cannot continue from a cursor or a time. */
public final class CursorException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public CursorException(Reason reason) {
        super(reason.description(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public enum Reason {
        GARBLED("cursor-garbled", "This is not a cursor of a change feed, or it is damaged."),
        OF_OTHER_TOPICS(
                "cursor-of-other-topics",
                "This cursor belongs to other topics: those of another tracker, or topics that were deleted and created again."),
        EXPIRED(
                "cursor-expired",
                "Changes after this cursor or time are no longer in memory. The topics still have them. The oldest cursor that works here is in oldest_cursor."),
        AHEAD("cursor-ahead", "This cursor is beyond the end of the topics: changes before it have been lost."),
        NOT_YET_READ(
                "unavailable", "This instance has not yet read the topics up to this cursor. Try again in a moment.");

        private final String code;
        private final String description;

        Reason(String code, String description) {
            this.code = code;
            this.description = description;
        }

        /** Returns the stable code for machines. */
        public String code() {
            return code;
        }

        /** Returns the description for people. */
        public String description() {
            return description;
        }
    }
}
