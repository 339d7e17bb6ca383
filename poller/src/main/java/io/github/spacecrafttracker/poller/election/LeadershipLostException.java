package io.github.spacecrafttracker.poller.election;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * This poller must no longer write, or cannot know whether it may. The message is a clause for the
 * operator.
 */
public final class LeadershipLostException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public LeadershipLostException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** The reason for which a poller lost the leadership without being closed. */
    public enum Reason {
        /** Another process took over its transactional id, outside of the poller group. */
        FENCED,
        /** The brokers did not confirm a write, or could not be reached. */
        UNCONFIRMED,
        /**
         * The poller group reassigned the leadership, or this process was suspended for longer than
         * its lease.
         */
        REVOKED;

        /** Returns the value of the metric's label. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
