package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poller.election.Leadership;
import io.github.spacecrafttracker.poller.election.Leadership.LeadershipLostException;
import io.github.spacecrafttracker.poller.evaluate.Evaluation;
import io.github.spacecrafttracker.poller.evaluate.PollEvaluator;
import io.github.spacecrafttracker.poller.ll2.Ll2Client;
import io.github.spacecrafttracker.poller.ll2.UpstreamLimit;
import io.github.spacecrafttracker.poller.publish.Publisher;
import io.github.spacecrafttracker.poller.schedule.RequestBudget;
import io.github.spacecrafttracker.poller.schedule.Scheduler;
import io.github.spacecrafttracker.poller.schedule.Scheduler.ScheduledTask;
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

    private static final Duration BOOKING_VALIDITY = Duration.ofSeconds(5);

    private final Leadership leadership;
    private final UpstreamLimit limit;
    private final Scheduler scheduler;
    private final Ll2Client ll2;
    private final PollEvaluator evaluator;
    private final Publisher publisher;
    private final PollerClock clock;
    private final PollerMeters meters;
    private volatile PollerState state;
    private volatile Instant nextAt;

    /** @param loaded the state as loaded from the topics */
    Poller(
            Leadership leadership,
            PollerState loaded,
            UpstreamLimit limit,
            Scheduler scheduler,
            Ll2Client ll2,
            PollEvaluator evaluator,
            Publisher publisher,
            PollerClock clock,
            PollerMeters meters) {
        this.leadership = leadership;
        this.state = loaded;
        this.limit = limit;
        this.scheduler = scheduler;
        this.ll2 = ll2;
        this.evaluator = evaluator;
        this.publisher = publisher;
        this.clock = clock;
        this.meters = meters;
        this.nextAt = clock.instant();
    }

    /** Polls once. The state changes only if the records are committed. */
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
        return scheduler.budget(limit.reported(), state.bookings());
    }

    /** Returns the time of the next request, as far as it is known. From any thread. */
    Instant nextAt() {
        return nextAt;
    }

    /**
     * Waits until a request may be sent. The limit is read again after each wait, because others
     * may have used it up.
     */
    private ScheduledTask awaitDue() throws InterruptedException, LeadershipLostException {
        while (true) {
            limit.refresh();
            var now = clock.instant();
            state = state.withoutFuture(now);
            var next = scheduler.next(state, budget(), now);
            nextAt = next.at();
            leadership.requireHeld();
            if (!next.at().isAfter(now)) {
                return next;
            }
            clock.sleepUntil(next.budget().refreshBefore(next.at(), now), leadership);
        }
    }

    /**
     * Returns whether the booked request may still be sent. During a slow booking, another poller
     * may have taken over, or the request might arrive when the booking no longer counts. The
     * booking remains spent.
     */
    private boolean maySend() throws LeadershipLostException {
        leadership.requireHeld();
        var bookedFor = Duration.between(state.lastBooking(), clock.instant());
        return !bookedFor.isNegative() && bookedFor.compareTo(BOOKING_VALIDITY) < 0;
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

    /** The clock of a poller, which can also wait for a time. */
    interface PollerClock extends InstantSource {
        /** Returns at or after that time, or as soon as the leadership is over. */
        void sleepUntil(Instant instant, Leadership leadership) throws InterruptedException;

        /** The system's clock. It is read again after each wait, because it may have been set. */
        final class OfSystem implements PollerClock {
            private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

            @Override
            public Instant instant() {
                return Instant.now();
            }

            @Override
            public void sleepUntil(Instant instant, Leadership leadership) throws InterruptedException {
                var over = leadership.isOver();
                while (!over && instant().isBefore(instant)) {
                    var left = Duration.between(instant(), instant).plusMillis(1);
                    over = leadership.awaitEnd(left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT);
                }
            }
        }
    }
}
