package io.github.spacecrafttracker.poller.turn;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The time in which this poller is the one that polls. That no other writes meanwhile is for the transactional id to see to. From any thread. */
public final class Turn {
    private final CountDownLatch over = new CountDownLatch(1);

    public boolean isOver() {
        return over.getCount() == 0;
    }

    /** Returns when it is over, or after this long. */
    public void awaitEnd(Duration atMost) throws InterruptedException {
        @SuppressWarnings("unused") // The caller asks whether it is over.
        var ended = over.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    void end() {
        over.countDown();
    }
}
