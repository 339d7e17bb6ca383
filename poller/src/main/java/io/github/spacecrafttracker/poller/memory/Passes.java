package io.github.spacecrafttracker.poller.memory;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the readings of the lists stand.
 *
 * @param sweep as the last poll of a page left it; null before the first
 * @param sweepAskedAt when that page was asked for
 * @param lastSweep the last conclusion of a complete sweep; null before the first
 * @param watch as the last poll of a watch left it; null before the first
 * @param watchAskedAt when that was asked for
 * @param watchAsOf from then on all that is held as in space is known to have been true; null before the first complete watch
 */
public record Passes(
        @Nullable Pass sweep,
        @Nullable Instant sweepAskedAt,
        @Nullable Sweep lastSweep,
        @Nullable Pass watch,
        @Nullable Instant watchAskedAt,
        @Nullable Instant watchAsOf) {
    /** Before the first poll. */
    public static final Passes NONE = new Passes(null, null, null, null, null, null);

    public Passes withSweep(Pass pass, Instant askedAt) {
        return new Passes(pass, askedAt, lastSweep, watch, watchAskedAt, watchAsOf);
    }

    public Passes withWatch(Pass pass, Instant askedAt) {
        return new Passes(sweep, sweepAskedAt, lastSweep, pass, askedAt, watchAsOf);
    }

    public Passes concluded(Sweep conclusion) {
        return new Passes(sweep, sweepAskedAt, conclusion, watch, watchAskedAt, watchAsOf);
    }

    public Passes withWatchAsOf(@Nullable Instant asOf) {
        return new Passes(sweep, sweepAskedAt, lastSweep, watch, watchAskedAt, asOf);
    }

    /** The same with none asked for after this instant. */
    Passes noneAfter(Instant now) {
        return new Passes(sweep, notAfter(sweepAskedAt, now), lastSweep, watch, notAfter(watchAskedAt, now), watchAsOf);
    }

    private static @Nullable Instant notAfter(@Nullable Instant asked, Instant now) {
        return asked != null && asked.isAfter(now) ? now : asked;
    }

    /** Whether the sweep at hand has been concluded. */
    public boolean sweepIsConcluded() {
        return sweep != null
                && lastSweep != null
                && sweep.firstObservation() != null
                && sweep.firstObservation() == lastSweep.firstObservation();
    }
}
