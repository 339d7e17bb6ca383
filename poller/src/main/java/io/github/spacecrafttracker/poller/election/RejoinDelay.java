package io.github.spacecrafttracker.poller.election;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The time for which a poller that gave up the leadership stays out of the group: long enough for another to become the leader. */
@FunctionalInterface
interface RejoinDelay {
    /** @param closing ends the delay */
    void take(CountDownLatch closing) throws InterruptedException;

    @SuppressWarnings("ReturnValueIgnored") // The caller checks itself whether to close.
    static RejoinDelay of(Duration duration) {
        return closing -> closing.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }
}
