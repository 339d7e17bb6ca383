package io.github.spacecrafttracker.poller.schedule;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.Reason;
import io.github.spacecrafttracker.poller.memory.Knowledge;
import io.github.spacecrafttracker.poller.pass.ListPass;
import io.github.spacecrafttracker.poller.pass.Pending;
import io.github.spacecrafttracker.poller.schedule.Errand.LookUp;
import io.github.spacecrafttracker.poller.schedule.Errand.SweepPage;
import io.github.spacecrafttracker.poller.schedule.Errand.WatchPage;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is asked next, and when: a pure function of what is known.
 *
 * <p>What was in space and is missing from a watch is looked up at once. Else it is the turn of what has been due the longest: the watch and the pages of the
 * sweep, each at its even rate, and look-ups of what a sweep missed, which yield to a watch that is due. Before the first complete sweep there is nothing but
 * the sweep, as fast as the budget allows.
 *
 * @param mode {@code normal} or {@code detailed}
 */
public record Attention(String mode) {
    /** A sweep that waits longer for its look-ups is begun anew, so that what changes is seen all the same. */
    private static final Duration PATIENCE = Duration.ofHours(3);

    /** A pass that stood still for longer tells too little of one moment. */
    private static final Duration STANDSTILL = Duration.ofHours(6);

    /** Always something: there is no end of asking. What is shared out grows whenever a request has left the hour, so each such moment is looked at. */
    public Next next(Knowledge known, RequestBudget budget, Instant now) {
        // Nothing that is shared out sooner can be asked for sooner.
        var from = later(now, known.wellness().notBefore());
        var next = asOf(known, budget, now);
        for (var more = budget.nextRelease(from);
                more != null && more.isBefore(next.at());
                more = budget.nextRelease(more)) {
            next = asOf(known, budget, more);
        }
        return next;
    }

    private Next asOf(Knowledge known, RequestBudget budget, Instant now) {
        var free = later(budget.free(now), known.wellness().notBefore());
        if (known.baseline()) {
            return baseline(known, free, now);
        }
        var suspect = Pending.suspects(known).filter(it -> !it.ever()).min(Pending.SOONEST);
        if (suspect.isPresent() && !suspect.get().at().isAfter(free)) {
            return new Next(new LookUp(suspect.get().id(), Reason.SUSPECT), free);
        }
        var rates = Rates.of(budget, now, ListPass.pages(known.rows()), ListPass.pages(known.inSpace()));
        var watch = new Next(new WatchPage(goOn(known.passes().watch(), now)), watchDue(known, rates, now));
        var due = Stream.of(
                        Optional.of(watch),
                        Optional.of(new Next(
                                new SweepPage(goOn(known.passes().sweep(), now)), sweepDue(known, rates, now))),
                        lookUp(known, rates, now))
                .flatMap(Optional::stream)
                .min(Comparator.comparing(Next::at))
                .orElseThrow();
        // One that is unwell is asked as soon as it was left alone for long enough, to know when it is well again.
        var at = known.wellness().isUnwell() ? free : later(free, due.at());
        var yields = due.errand() instanceof LookUp && !watch.at().isAfter(at);
        return new Next(yields ? watch.errand() : due.errand(), at);
    }

    /** A sweep that missed something is concluded with its look-ups; only then is there anything to compare with. */
    private Next baseline(Knowledge known, Instant free, Instant now) {
        var pass = known.passes().sweep();
        var pending = Pending.ofSweep(known, now).min(Pending.SOONEST);
        if (pass != null && pending.isPresent() && !ListPass.isHeldBack(pass) && !standsStill(pass, now)) {
            return new Next(
                    new LookUp(pending.get().id(), Reason.MISSING),
                    later(free, pending.get().at()));
        }
        return new Next(new SweepPage(goOn(known.passes().sweep(), now)), free);
    }

    private Optional<Next> lookUp(Knowledge known, Rates rates, Instant now) {
        var last = known.lookUps().lastMissing();
        var spaced = last == null ? now : last.plus(rates.lookUp());
        return Stream.concat(
                        Pending.ofSweep(known, now), Pending.suspects(known).filter(Pending::ever))
                .min(Pending.SOONEST)
                .map(it -> new Next(new LookUp(it.id(), Reason.MISSING), later(it.at(), spaced)));
    }

    private static Instant watchDue(Knowledge known, Rates rates, Instant now) {
        var last = known.passes().watchAskedAt();
        return last == null || ListPass.isUnderWay(known.passes().watch()) ? now : last.plus(rates.watch());
    }

    private static Instant sweepDue(Knowledge known, Rates rates, Instant now) {
        var last = known.passes().sweepAskedAt();
        if (last == null) {
            return now;
        }
        var awaits = Pending.ofSweep(known, now).findAny().isPresent();
        return last.plus(awaits ? PATIENCE : rates.page());
    }

    /** The pass that goes on, or a new one: the last is over, stood still for too long, or was of another mode. */
    private Pass goOn(@Nullable Pass pass, Instant now) {
        return pass != null && ListPass.isUnderWay(pass) && pass.mode().equals(mode) && !standsStill(pass, now)
                ? pass
                : ListPass.begin(mode, pass);
    }

    private static boolean standsStill(Pass pass, Instant now) {
        return pass.readAt() != null && pass.readAt().plus(STANDSTILL).isBefore(now);
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other == null || one.isAfter(other) ? one : other;
    }
}
