package io.github.spacecrafttracker.streams.changes;

/** A cursor that cannot be gone on from. */
public final class CursorException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    CursorException(Reason reason) {
        super(reason.words(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why not. */
    public enum Reason {
        GARBLED("cursor-garbled", "This is no cursor of a change feed, or not a whole one."),
        OF_OTHER_TOPICS(
                "cursor-of-other-topics",
                "This cursor is of other topics: of another tracker, or of topics that were made anew since."),
        EXPIRED("cursor-expired", "What follows this cursor is kept no more."),
        AHEAD("cursor-ahead", "This cursor lies beyond the end of the topics: what it was given for was lost since.");

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
