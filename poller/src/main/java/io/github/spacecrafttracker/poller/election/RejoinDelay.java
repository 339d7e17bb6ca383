package io.github.spacecrafttracker.poller.election;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How long a poller stays away from the group that gave up its turn: long enough for another to have it. */
@FunctionalInterface
interface RejoinDelay {
    /** @param closing ends the rest */
    void take(CountDownLatch closing) throws InterruptedException;

    @SuppressWarnings("ReturnValueIgnored") // Whoever rested looks itself whether it is to close.
    static RejoinDelay of(Duration duration) {
        return closing -> closing.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }
}
