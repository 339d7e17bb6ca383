package io.github.spacecrafttracker.poller;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets time pass. */
@FunctionalInterface
public interface Waiting {
    /** Returns no sooner than then; at once where that is null or over. */
    void until(@Nullable Instant instant) throws InterruptedException;

    /** Really waits. The clock is looked at again after the wait, since it may have been set meanwhile. */
    static Waiting by(InstantSource clock) {
        return instant -> {
            while (instant != null && clock.instant().isBefore(instant)) {
                var left = Duration.between(clock.instant(), instant).toMillis() + 1;
                TimeUnit.MILLISECONDS.sleep(
                        Math.max(1, Math.min(left, Duration.ofMinutes(1).toMillis())));
            }
        };
    }
}
