package io.github.spacecrafttracker.poller.election;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * The time in which this poller is the one that polls: a lease, which its membership renews. Once over, it stays over. That no other writes meanwhile is
 * for the transactional id to see to. From any thread.
 */
public final class Leadership {
    // Completes with why it is over.
    private final CompletableFuture<String> over = new CompletableFuture<>();
    private final Duration lease;
    private final LongSupplier nanoTime;
    private volatile long renewedAt;
    private volatile boolean givenUp;

    /**
     * @param lease how long it lasts when it is not renewed
     * @param nanoTime as {@link System#nanoTime()}
     */
    Leadership(Duration lease, LongSupplier nanoTime) {
        this.lease = lease;
        this.nanoTime = nanoTime;
        this.renewedAt = nanoTime.getAsLong();
    }

    /** Whether another may have it; true at once for a process that was stopped for longer than the lease. */
    public boolean isOver() {
        endIfExpired(nanoTime.getAsLong());
        return over.isDone();
    }

    /** Waits for the end, but not longer than this; true when it is over. */
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        try {
            over.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return isOver();
        } catch (ExecutionException e) {
            throw new IllegalStateException("it only ends for a reason", e);
        }
    }

    /** @throws LeadershipLostException if another poller may have it */
    public void requireHeld() throws LeadershipLostException {
        if (isOver()) {
            throw new LeadershipLostException(LeadershipLostException.Reason.REVOKED, why(), null);
        }
    }

    /** Why it is over: a clause for an operator; empty as long as it is not. */
    public String why() {
        return over.getNow("");
    }

    /** What comes too late renews nothing. */
    void renew() {
        // Read once: a process may be stopped between any two steps.
        var now = nanoTime.getAsLong();
        endIfExpired(now);
        if (!over.isDone()) {
            renewedAt = now;
        }
    }

    /** The first reason counts. */
    void end(String why) {
        over.complete(why);
    }

    void giveUp() {
        givenUp = true;
        end("it was given up");
    }

    boolean isGivenUp() {
        return givenUp;
    }

    private void endIfExpired(long now) {
        if (now - renewedAt > lease.toNanos()) {
            end("this process stood still for more than " + lease.toSeconds() + " s");
        }
    }
}
