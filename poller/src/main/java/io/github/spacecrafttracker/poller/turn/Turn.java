package io.github.spacecrafttracker.poller.turn;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time in which this poller is the one that polls: a lease, which its membership renews. Once over, it stays over. That no other writes meanwhile is
 * for the transactional id to see to. From any thread.
 */
public final class Turn {
    private final CountDownLatch over = new CountDownLatch(1);
    private final long lease;
    private final LongSupplier nanoTime;
    private volatile long renewedAt;
    private volatile boolean givenUp;

    /**
     * @param lease how long it lasts when it is not renewed
     * @param nanoTime as {@link System#nanoTime()}
     */
    Turn(Duration lease, LongSupplier nanoTime) {
        this.lease = lease.toNanos();
        this.nanoTime = nanoTime;
        this.renewedAt = nanoTime.getAsLong();
    }

    /** Whether another may have it; true at once for a process that was stopped for longer than the lease. */
    public boolean isOver() {
        if (isExpired(nanoTime.getAsLong())) {
            end();
        }
        return over.getCount() == 0;
    }

    /** Waits for the end, but not longer than this; true when it is over. */
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        return over.await(atMost.toNanos(), TimeUnit.NANOSECONDS) || isOver();
    }

    /** What comes too late renews nothing. */
    void renew() {
        // Read once: a process may be stopped between any two steps.
        var now = nanoTime.getAsLong();
        if (isExpired(now)) {
            end();
        } else {
            renewedAt = now;
        }
    }

    void end() {
        over.countDown();
    }

    void giveUp() {
        givenUp = true;
        end();
    }

    boolean isGivenUp() {
        return givenUp;
    }

    private boolean isExpired(long now) {
        return now - renewedAt > lease;
    }
}
