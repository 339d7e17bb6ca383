package io.github.spacecrafttracker.poller.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the asking of upstream stands.
 *
 * @param requests when each request of the last hour was sent, oldest first
 * @param failures how many polls in a row were not accepted
 * @param nextAt no request is sent before this; null: at once
 */
public record Asking(
        List<Instant> requests, int failures, @Nullable Instant nextAt) {

    /** After an accepted reply to a request sent at {@code requestedAt}; {@code baseline} as in {@link Pace#next}. */
    public Asking accepted(Pace pace, Instant requestedAt, boolean baseline) {
        return after(pace, requestedAt, baseline, 0, null);
    }

    /** After a reply that was not accepted; {@code notBefore} is what the server asked for, or null. */
    public Asking refused(Pace pace, Instant requestedAt, boolean baseline, @Nullable Instant notBefore) {
        return after(pace, requestedAt, baseline, failures + 1, notBefore);
    }

    /**
     * The same when a poller begins, perhaps under another limit than the last one had. A wait that follows a failure stays: the server may have asked
     * for it.
     */
    public Asking resumed(Pace pace, boolean baseline) {
        return requests.isEmpty() || failures > 0
                ? this
                : new Asking(requests, failures, pace.next(requests, baseline, failures, null));
    }

    private Asking after(
            Pace pace, Instant requestedAt, boolean baseline, int failuresNow, @Nullable Instant notBefore) {
        var all = new ArrayList<>(Pace.withinPeriod(requests, requestedAt));
        all.add(requestedAt);
        var requestsNow = List.copyOf(all);
        return new Asking(requestsNow, failuresNow, pace.next(requestsNow, baseline, failuresNow, notBefore));
    }
}
