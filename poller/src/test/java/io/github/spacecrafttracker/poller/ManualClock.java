package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poller.Poller.PollerClock;
import io.github.spacecrafttracker.poller.election.Leadership;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A clock that moves only when a poller waits, or when a test sets it. From any thread. */
final class ManualClock implements PollerClock {
    private Instant now;

    ManualClock(Instant start) {
        now = start.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Sets the clock to the time that the poller waits for. */
    @Override
    public synchronized void sleepUntil(Instant instant, Leadership leadership) {
        now = now.isAfter(instant) ? now : instant;
    }

    /** @param by negative to set it back */
    synchronized void set(Duration by) {
        now = now.plus(by);
    }
}
