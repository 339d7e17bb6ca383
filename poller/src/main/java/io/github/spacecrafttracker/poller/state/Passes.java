package io.github.spacecrafttracker.poller.state;

import io.github.spacecrafttracker.poll.PollReport.MassDisappearance;
import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The progress of both passes: the sweep and the watch.
 *
 * @param sweep the state after the last poll of a sweep's page; null before the first
 * @param sweepRequestedAt the time at which that page was requested
 * @param lastSweep the last complete sweep; null before the first
 * @param watch the state after the last poll of a watch's page; null before the first
 * @param watchRequestedAt the time at which that page was requested
 * @param watchAsOf the time as of which the list of spacecraft in space is true; null before the
 *     first complete watch
 */
public record Passes(
        @Nullable Pass sweep,
        @Nullable Instant sweepRequestedAt,
        @Nullable Sweep lastSweep,
        @Nullable Pass watch,
        @Nullable Instant watchRequestedAt,
        @Nullable Instant watchAsOf) {
    /** The progress before the first poll. */
    public static final Passes NONE = new Passes(null, null, null, null, null, null);

    private static final int CONFIRMED_AFTER = 3;

    /**
     * Returns a pass that has read nothing yet.
     *
     * @param before the previous pass; null if there was none
     */
    public static Pass begin(String mode, @Nullable Pass before) {
        return new Pass(mode, null, null, null, 0, null, 0, List.of(), null, before == null ? null : before.heldBack());
    }

    /** Returns whether the pass has pages that have not been read yet. */
    public static boolean isUnderWay(@Nullable Pass pass) {
        return pass != null && pass.missing() == null;
    }

    /**
     * Returns whether the pass shows a mass disappearance that is not confirmed yet. If so, the
     * spacecraft that it missed are ignored.
     */
    public static boolean missesImplausiblyMany(Pass pass) {
        return pass.heldBack() != null && !isConfirmed(pass.heldBack());
    }

    /** Returns whether enough consecutive passes have missed the same spacecraft. */
    public static boolean isConfirmed(MassDisappearance disappearance) {
        return disappearance.times() >= CONFIRMED_AFTER;
    }

    public Passes withSweep(Pass pass, Instant requestedAt) {
        return new Passes(pass, requestedAt, lastSweep, watch, watchRequestedAt, watchAsOf);
    }

    public Passes withWatch(Pass pass, Instant requestedAt) {
        return new Passes(sweep, sweepRequestedAt, lastSweep, pass, requestedAt, watchAsOf);
    }

    public Passes completed(Sweep complete) {
        return new Passes(sweep, sweepRequestedAt, complete, watch, watchRequestedAt, watchAsOf);
    }

    public Passes withWatchAsOf(@Nullable Instant asOf) {
        return new Passes(sweep, sweepRequestedAt, lastSweep, watch, watchRequestedAt, asOf);
    }

    /** Returns the same passes with no request later than {@code now}. */
    Passes withoutFuture(Instant now) {
        return new Passes(
                sweep, notAfter(sweepRequestedAt, now), lastSweep, watch, notAfter(watchRequestedAt, now), watchAsOf);
    }

    private static @Nullable Instant notAfter(@Nullable Instant requested, Instant now) {
        return requested != null && requested.isAfter(now) ? now : requested;
    }

    /** Returns whether the current sweep is the last complete one. */
    public boolean sweepIsComplete() {
        return sweep != null
                && lastSweep != null
                && sweep.firstObservation() != null
                && sweep.firstObservation() == lastSweep.firstObservation();
    }
}
