package io.github.spacecrafttracker.poller.election;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time in which this poller is the leader: a lease, which its group membership renews. Once
 * over, it stays over. The transactional id ensures that no other poller writes at the same time.
 * From any thread.
 */
public final class Leadership {
    // Completes with the reason for its end.
    private final CompletableFuture<String> over = new CompletableFuture<>();
    private final Duration lease;
    private final LongSupplier nanoTime;
    private volatile long renewedAt;
    private volatile boolean givenUp;

    /**
     * @param lease its duration without a renewal
     * @param nanoTime as {@link System#nanoTime()}
     */
    Leadership(Duration lease, LongSupplier nanoTime) {
        this.lease = lease;
        this.nanoTime = nanoTime;
        this.renewedAt = nanoTime.getAsLong();
    }

    /**
     * Returns whether another poller may be the leader. The leadership is over at once if the
     * process was suspended for longer than the lease.
     */
    public boolean isOver() {
        endIfExpired(nanoTime.getAsLong());
        return over.isDone();
    }

    /** Waits for the end, but not longer than {@code atMost}. Returns whether it is over. */
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        try {
            over.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return isOver();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the leadership ended without a reason", e);
        }
    }

    /** @throws LeadershipLostException if another poller may be the leader */
    public void requireHeld() throws LeadershipLostException {
        if (isOver()) {
            throw new LeadershipLostException(LeadershipLostException.Reason.REVOKED, endReason(), null);
        }
    }

    /** Returns the reason for its end, a clause for the operator; empty while it is not over. */
    public String endReason() {
        return over.getNow("");
    }

    /** Renews the lease, unless it is over. */
    void renew() {
        // Read once, because the process may be suspended between any two steps.
        var now = nanoTime.getAsLong();
        endIfExpired(now);
        if (!over.isDone()) {
            renewedAt = now;
        }
    }

    /** Ends the leadership. Only the first reason is kept. */
    void end(String reason) {
        over.complete(reason);
    }

    void giveUp() {
        givenUp = true;
        end("this poller gave it up");
    }

    boolean isGivenUp() {
        return givenUp;
    }

    private void endIfExpired(long now) {
        if (now - renewedAt > lease.toNanos()) {
            end("this process was suspended for more than " + lease.toSeconds()
                    + " s: check the load and the memory of its machine");
        }
    }

    /**
     * Thrown if this poller must no longer write, or cannot determine whether it may. The message
     * is a clause for the operator.
     */
    public static final class LeadershipLostException extends Exception {
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
             * The poller group reassigned the leadership, or this process was suspended for longer
             * than its lease.
             */
            REVOKED;

            /** Returns the value of the metric's label. */
            public String label() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }
}
