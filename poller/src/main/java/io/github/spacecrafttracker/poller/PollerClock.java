package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poller.election.Leadership;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clock of a poller, which can also wait for a time. */
interface PollerClock extends InstantSource {
    /** Returns at or after that time, or as soon as the leadership is over. */
    void sleepUntil(Instant instant, Leadership leadership) throws InterruptedException;

    /** The system's clock. It is read again after each wait, because it may have been set. */
    final class OfSystem implements PollerClock {
        private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

        @Override
        public Instant instant() {
            return Instant.now();
        }

        @Override
        public void sleepUntil(Instant instant, Leadership leadership) throws InterruptedException {
            var over = leadership.isOver();
            while (!over && instant().isBefore(instant)) {
                var left = Duration.between(instant(), instant).plusMillis(1);
                over = leadership.awaitEnd(left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT);
            }
        }
    }
}
