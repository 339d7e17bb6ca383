package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poller.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lets time pass. */
@FunctionalInterface
public interface Waiting {
    /** Returns no sooner than then, at once where that is over, or as soon as the turn is over. */
    void until(Instant instant, Turn turn) throws InterruptedException;

    /** Really waits. The clock is looked at again after the wait, since it may have been set meanwhile. */
    static Waiting by(InstantSource clock) {
        var longest = Duration.ofMinutes(1);
        return (instant, turn) -> {
            var over = turn.isOver();
            while (!over && clock.instant().isBefore(instant)) {
                var left = Duration.between(clock.instant(), instant).plusMillis(1);
                over = turn.awaitEnd(left.compareTo(longest) < 0 ? left : longest);
            }
        };
    }
}
