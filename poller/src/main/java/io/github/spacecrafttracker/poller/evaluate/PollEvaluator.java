package io.github.spacecrafttracker.poller.evaluate;

import io.github.spacecrafttracker.poller.ll2.Reply;
import io.github.spacecrafttracker.poller.schedule.Backoff;
import io.github.spacecrafttracker.poller.schedule.PollTask;
import io.github.spacecrafttracker.poller.schedule.ScheduledTask;
import io.github.spacecrafttracker.poller.schedule.Scheduler;
import io.github.spacecrafttracker.poller.state.PollerState;

/**
 * Evaluates the reply to a poll: a pure function, except for the backoff's jitter.
 *
 * @param source of the snapshots
 * @param snapshotsTopic its name
 */
public record PollEvaluator(String source, String snapshotsTopic, Scheduler scheduler, Backoff backoff) {

    /** @param state with the request booked */
    public Evaluation evaluate(ScheduledTask next, PollerState state, Reply reply) {
        var builder = new EvaluationBuilder(this, next.budget().with(state.bookings()), state, reply);
        if (next.task() instanceof PollTask.SweepPage page) {
            return new ListEvaluator(builder, page.pass(), false).evaluate();
        }
        if (next.task() instanceof PollTask.WatchPage page) {
            return new ListEvaluator(builder, page.pass(), true).evaluate();
        }
        return new LookUpEvaluator(builder, (PollTask.LookUp) next.task()).evaluate();
    }
}
