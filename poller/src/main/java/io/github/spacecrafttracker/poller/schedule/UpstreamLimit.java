package io.github.spacecrafttracker.poller.schedule;

import io.github.spacecrafttracker.poller.ll2.Throttle;
import io.github.spacecrafttracker.poller.ll2.ThrottleClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The budget, from what upstream tells of its limit. Reading that is free of charge (LL2 contract, section 3), and is done shortly before it matters. */
public final class UpstreamLimit {
    private static final Duration FRESH = Duration.ofMinutes(1);

    // Each try may last as long as a time-out, and delays what it is for.
    private static final Duration UNREADABLE = Duration.ofMinutes(10);

    private final @Nullable Integer cap;
    private final ThrottleClient upstream;
    private final InstantSource clock;
    private volatile @Nullable Throttle throttle;
    private Instant readAgainAt = Instant.MIN;

    /** @param cap requests in a sliding hour, as set; empty where nothing is set */
    public UpstreamLimit(OptionalInt cap, ThrottleClient upstream, InstantSource clock) {
        this.cap = cap.isPresent() ? cap.getAsInt() : null;
        this.upstream = upstream;
        this.clock = clock;
    }

    /** Reads it where what was read is no longer fresh. What was read last stays, should it be unreadable now. */
    public void refresh() throws InterruptedException {
        if (clock.instant().isBefore(readAgainAt)) {
            return;
        }
        var read = upstream.read();
        read.ifPresent(reported -> throttle = reported);
        readAgainAt = clock.instant().plus(read.isPresent() ? FRESH : UNREADABLE);
    }

    /** @param booked when each request of the last hour was booked, oldest first */
    public RequestBudget budget(List<Instant> booked) {
        return new RequestBudget(cap, throttle, booked);
    }
}
