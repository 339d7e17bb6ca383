package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poller.election.Leadership;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Waits for a time of the poller's clock. */
@FunctionalInterface
public interface Sleeper {
    /** Returns at or after that time, or as soon as the leadership is over. */
    void until(Instant instant, Leadership leadership) throws InterruptedException;

    /** Returns a sleeper that really waits. It reads the clock again after each wait, because the clock may have been set. */
    static Sleeper by(InstantSource clock) {
        var longest = Duration.ofMinutes(1);
        return (instant, leadership) -> {
            var over = leadership.isOver();
            while (!over && clock.instant().isBefore(instant)) {
                var left = Duration.between(clock.instant(), instant).plusMillis(1);
                over = leadership.awaitEnd(left.compareTo(longest) < 0 ? left : longest);
            }
        };
    }
}
