package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poller.election.Leadership;
import io.github.spacecrafttracker.poller.election.LeadershipLostException;
import io.github.spacecrafttracker.poller.evaluate.Evaluation;
import io.github.spacecrafttracker.poller.evaluate.PollEvaluator;
import io.github.spacecrafttracker.poller.ll2.Ll2Client;
import io.github.spacecrafttracker.poller.publish.Publisher;
import io.github.spacecrafttracker.poller.schedule.RequestBudget;
import io.github.spacecrafttracker.poller.schedule.ScheduledTask;
import io.github.spacecrafttracker.poller.schedule.Scheduler;
import io.github.spacecrafttracker.poller.schedule.UpstreamLimit;
import io.github.spacecrafttracker.poller.state.PollerState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls the upstream API while this instance is the leader, one request after the other. */
final class Poller {
    private static final Logger logger = LoggerFactory.getLogger(Poller.class);

    private static final Duration BOOKED_WITHIN = Duration.ofSeconds(5);

    private final UpstreamLimit limit;
    private final Scheduler scheduler;
    private final Publisher publisher;
    private final Ll2Client ll2;
    private final PollEvaluator evaluator;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final PollerMeters meters;
    private final Leadership leadership;
    private volatile PollerState state;
    private volatile Instant nextAt;

    /** @param state as loaded from the topics */
    Poller(
            UpstreamLimit limit,
            Scheduler scheduler,
            Publisher publisher,
            Ll2Client ll2,
            PollEvaluator evaluator,
            InstantSource clock,
            Sleeper sleeper,
            PollerMeters meters,
            Leadership leadership,
            PollerState state) {
        this.limit = limit;
        this.scheduler = scheduler;
        this.publisher = publisher;
        this.ll2 = ll2;
        this.evaluator = evaluator;
        this.clock = clock;
        this.sleeper = sleeper;
        this.meters = meters;
        this.leadership = leadership;
        this.state = state;
        this.nextAt = clock.instant();
    }

    /** Polls once. The state changes only with what is committed. */
    void poll() throws InterruptedException, LeadershipLostException {
        var next = awaitDue();
        state = publisher.book(next, state);
        if (!maySend()) {
            return;
        }
        var reply = ll2.send(next.request());
        var evaluation = evaluator.evaluate(next, state, reply);
        state = publisher.publish(evaluation);
        meters.count(next.task(), evaluation, Duration.between(reply.receivedAt(), clock.instant()));
        log(evaluation);
    }

    /** Returns the state after the last commit. From any thread. */
    PollerState state() {
        return state;
    }

    /** Returns the current budget. From any thread. */
    RequestBudget budget() {
        return limit.budget(state.bookings());
    }

    /** Returns the time of the next request, as far as it is known. From any thread. */
    Instant nextAt() {
        return nextAt;
    }

    /** Waits until a request may be sent. The limit, which others may use up, is read again after each wait. */
    private ScheduledTask awaitDue() throws InterruptedException, LeadershipLostException {
        while (true) {
            limit.refresh();
            var now = clock.instant();
            state = state.noneAfter(now);
            var next = scheduler.next(state, budget(), now);
            nextAt = next.at();
            leadership.requireHeld();
            if (!next.at().isAfter(now)) {
                return next;
            }
            sleeper.until(next.budget().lookAgain(next.at(), now), leadership);
        }
    }

    /** After a slow booking, another poller may have taken over, and the request might arrive when the booking no longer counts. The booking stays spent. */
    private boolean maySend() throws LeadershipLostException {
        leadership.requireHeld();
        var bookedFor = Duration.between(state.lastBooking(), clock.instant());
        return !bookedFor.isNegative() && bookedFor.compareTo(BOOKED_WITHIN) < 0;
    }

    private void log(Evaluation evaluation) {
        var health = state.health();
        if (evaluation.notice() != null && health.isUnhealthy()) {
            logger.warn(
                    "{}; {} failures in a row, no request before {}",
                    evaluation.notice(),
                    health.failures(),
                    inSeconds(health.notBefore()));
        } else if (evaluation.notice() != null) {
            logger.warn("{}", evaluation.notice());
        }
    }

    private static @Nullable Instant inSeconds(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
