package io.github.spacecrafttracker.poller.schedule;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.Reason;
import io.github.spacecrafttracker.poller.ll2.Request;
import io.github.spacecrafttracker.poller.ll2.UpstreamLimit.ReportedLimit;
import io.github.spacecrafttracker.poller.schedule.PollTask.LookUp;
import io.github.spacecrafttracker.poller.schedule.PollTask.SweepPage;
import io.github.spacecrafttracker.poller.schedule.PollTask.WatchPage;
import io.github.spacecrafttracker.poller.state.LookUps.Pending;
import io.github.spacecrafttracker.poller.state.Passes;
import io.github.spacecrafttracker.poller.state.PollerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Selects the next request and its time: a pure function of the state.
 *
 * <p>A spacecraft that was in space and is missing from a watch is looked up at once. Otherwise the
 * task that has been due the longest is next: the watch and the pages of the sweep, each at its
 * even rate, and look-ups of what a sweep missed, which yield to a watch that is due. Before the
 * first complete sweep, only the sweep is read, as fast as the budget allows.
 *
 * @param mode {@code normal} or {@code detailed}
 * @param cap requests in a sliding hour, as configured; empty if not configured
 */
public record Scheduler(String mode, OptionalInt cap) {
    /**
     * A sweep that waits longer for its look-ups is started again, so that changes are still
     * detected.
     */
    private static final Duration LONGEST_LOOK_UP_WAIT = Duration.ofHours(3);

    /** A pass that was interrupted for longer no longer represents the catalogue at one time. */
    private static final Duration LONGEST_INTERRUPTION = Duration.ofHours(6);

    /**
     * The next poll.
     *
     * @param at the request is not sent before this time
     * @param budget from which that time was computed, without the booking of this request
     */
    public record ScheduledTask(PollTask task, Request request, Instant at, RequestBudget budget) {}

    /**
     * Returns the budget under the configured cap.
     *
     * @param reported the limit as the upstream API last reported it; null if it cannot be read
     * @param bookings the times of the bookings of the last hour, oldest first
     */
    public RequestBudget budget(@Nullable ReportedLimit reported, List<Instant> bookings) {
        return new RequestBudget(cap, reported, bookings);
    }

    /**
     * Returns the next task. The budget grows whenever a request leaves the hour, so the tasks are
     * compared again at each of these times.
     */
    public ScheduledTask next(PollerState state, RequestBudget budget, Instant now) {
        // A request that is available earlier than this cannot be sent earlier.
        var from = later(now, state.health().notBefore());
        var next = candidateAt(state, budget, now);
        for (var more = budget.nextRelease(from);
                more != null && more.isBefore(next.at());
                more = budget.nextRelease(more)) {
            next = candidateAt(state, budget, more);
        }
        return new ScheduledTask(next.task(), next.task().request(mode), next.at(), budget);
    }

    private record Candidate(PollTask task, Instant at) {}

    private Candidate candidateAt(PollerState state, RequestBudget budget, Instant now) {
        var available = later(budget.nextAvailable(now), state.health().notBefore());
        if (state.baseline()) {
            return baseline(state, available, now);
        }
        var suspect = state.suspects().filter(pending -> !pending.foundBefore()).min(Pending.SOONEST);
        if (suspect.isPresent() && !suspect.get().at().isAfter(available)) {
            return new Candidate(new LookUp(suspect.get().id(), Reason.SUSPECT), available);
        }
        var intervals =
                PollIntervals.of(budget, now, Request.Page.count(state.rows()), Request.Page.count(state.inSpace()));
        var watch = new Candidate(new WatchPage(current(state.passes().watch(), now)), watchDue(state, intervals, now));
        var due = Stream.of(
                        Optional.of(watch),
                        Optional.of(new Candidate(
                                new SweepPage(current(state.passes().sweep(), now)), sweepDue(state, intervals, now))),
                        lookUp(state, intervals, now))
                .flatMap(Optional::stream)
                .min(Comparator.comparing(Candidate::at))
                .orElseThrow();
        // An unhealthy upstream API is polled as soon as its backoff is over, to detect its
        // recovery.
        var at = state.health().isUnhealthy() ? available : later(available, due.at());
        var yields = due.task() instanceof LookUp && !watch.at().isAfter(at);
        return new Candidate(yields ? watch.task() : due.task(), at);
    }

    /**
     * A sweep that missed spacecraft is complete after their look-ups. Only then is there a
     * baseline to compare with.
     */
    private Candidate baseline(PollerState state, Instant available, Instant now) {
        var pass = state.passes().sweep();
        var pending = state.awaitedBySweep(now).min(Pending.SOONEST);
        if (pass != null && pending.isPresent() && !Passes.missesImplausiblyMany(pass) && !isInterrupted(pass, now)) {
            return new Candidate(
                    new LookUp(pending.get().id(), Reason.MISSING),
                    later(available, pending.get().at()));
        }
        return new Candidate(new SweepPage(current(state.passes().sweep(), now)), available);
    }

    private Optional<Candidate> lookUp(PollerState state, PollIntervals intervals, Instant now) {
        var last = state.lookUps().lastMissing();
        var spaced = last == null ? now : last.plus(intervals.lookUp());
        return Stream.concat(state.awaitedBySweep(now), state.suspects().filter(Pending::foundBefore))
                .min(Pending.SOONEST)
                .map(pending -> new Candidate(new LookUp(pending.id(), Reason.MISSING), later(pending.at(), spaced)));
    }

    private static Instant watchDue(PollerState state, PollIntervals intervals, Instant now) {
        var last = state.passes().watchRequestedAt();
        return last == null || Passes.isUnderWay(state.passes().watch()) ? now : last.plus(intervals.watch());
    }

    private static Instant sweepDue(PollerState state, PollIntervals intervals, Instant now) {
        var last = state.passes().sweepRequestedAt();
        if (last == null) {
            return now;
        }
        var awaits = state.awaitedBySweep(now).findAny().isPresent();
        return last.plus(awaits ? LONGEST_LOOK_UP_WAIT : intervals.page());
    }

    /**
     * Returns the pass under way, or a new one if the last is over, was interrupted for too long,
     * or had another mode.
     */
    private Pass current(@Nullable Pass pass, Instant now) {
        return pass != null && Passes.isUnderWay(pass) && pass.mode().equals(mode) && !isInterrupted(pass, now)
                ? pass
                : Passes.begin(mode, pass);
    }

    private static boolean isInterrupted(Pass pass, Instant now) {
        return pass.readAt() != null && pass.readAt().plus(LONGEST_INTERRUPTION).isBefore(now);
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other == null || one.isAfter(other) ? one : other;
    }
}
