package io.github.spacecrafttracker.poller.schedule;

import io.github.spacecrafttracker.poller.ll2.Throttle;
import io.github.spacecrafttracker.poller.ll2.ThrottleClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The limit that the upstream API reports. Reading it does not count as a request (LL2 contract, section 3), so it is read shortly before it is needed. */
public final class UpstreamLimit {
    private static final Duration FRESH = Duration.ofMinutes(1);

    // Each attempt may last until its timeout, and delays the next poll.
    private static final Duration UNREADABLE = Duration.ofMinutes(10);

    private final @Nullable Integer cap;
    private final ThrottleClient upstream;
    private final InstantSource clock;
    private volatile @Nullable Throttle throttle;
    private Instant readAgainAt = Instant.MIN;

    /** @param cap requests in a sliding hour, as configured; empty if not configured */
    public UpstreamLimit(OptionalInt cap, ThrottleClient upstream, InstantSource clock) {
        this.cap = cap.isPresent() ? cap.getAsInt() : null;
        this.upstream = upstream;
        this.clock = clock;
    }

    /** Reads it again if it is no longer fresh. If it cannot be read, the last one stays. */
    public void refresh() throws InterruptedException {
        if (clock.instant().isBefore(readAgainAt)) {
            return;
        }
        var read = upstream.read();
        read.ifPresent(reported -> throttle = reported);
        readAgainAt = clock.instant().plus(read.isPresent() ? FRESH : UNREADABLE);
    }

    /** @param booked the times of the bookings of the last hour, oldest first */
    public RequestBudget budget(List<Instant> booked) {
        return new RequestBudget(cap, throttle, booked);
    }
}
