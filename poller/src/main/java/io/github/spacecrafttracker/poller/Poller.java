package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.PollReport.Budget;
import io.github.spacecrafttracker.poller.memory.Knowledge;
import io.github.spacecrafttracker.poller.publish.Publication;
import io.github.spacecrafttracker.poller.publish.Publisher;
import io.github.spacecrafttracker.poller.schedule.Errand;
import io.github.spacecrafttracker.poller.schedule.RequestBudget;
import io.github.spacecrafttracker.poller.turn.Turn;
import io.github.spacecrafttracker.poller.turn.TurnOverException;
import io.github.spacecrafttracker.poller.upstream.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks upstream for as long as it is this poller's turn, one request after the other. */
final class Poller {
    private static final Logger logger = LoggerFactory.getLogger(Poller.class);

    private static final Duration BOOKED_WITHIN = Duration.ofSeconds(5);

    private final Rules rules;
    private final Shell shell;
    private final Publisher publisher;
    private volatile Knowledge known;
    private volatile Instant nextAt;

    /** @param known what the topics say */
    Poller(Rules rules, Shell shell, Publisher publisher, Knowledge known) {
        this.rules = rules;
        this.shell = shell;
        this.publisher = publisher;
        this.known = known;
        this.nextAt = shell.clock().instant();
    }

    /** From any thread. */
    Standing standing() {
        return new Standing(known, budget(), nextAt);
    }

    /**
     * One poll: waits until a request is due, books it, sends it, and publishes what came of it, whatever that is, in one transaction. Only what is
     * published is known. Sends nothing where the turn ends before that.
     */
    void poll(Turn turn) throws InterruptedException, TurnOverException {
        var errand = due(turn);
        var request = rules.request(errand);
        if (turn.isOver() || !book(request) || turn.isOver()) {
            return;
        }
        var reply = shell.upstream().ask(request);
        var publication = rules.publication(errand, known, budget(), reply);
        known = publisher.publish(publication, known.snapshotOffsets());
        shell.meters().count(errand, publication, shell.clock().instant());
        tell(publication);
    }

    /** Returns when a request for this may be sent; what others spend, and what the wait brings, is looked at again after each wait. */
    private Errand due(Turn turn) throws InterruptedException {
        while (true) {
            shell.limit().refresh();
            var now = shell.clock().instant();
            known = known.noneAfter(now);
            var next = rules.attention().next(known, budget(), now);
            nextAt = next.at();
            if (turn.isOver() || !next.at().isAfter(now)) {
                return next.errand();
            }
            shell.waiting().until(budget().lookAgain(next.at(), now), turn);
        }
    }

    /**
     * It counts as spent from now on, whatever comes of it. False where that took so long that somebody may have taken over meanwhile, or that the request
     * would arrive when the booking counts no more.
     */
    private boolean book(Request request) throws TurnOverException {
        var began = System.nanoTime();
        var bookedAt = shell.clock().instant();
        var booked = known.booked(bookedAt, bookedAt.minus(RequestBudget.REMEMBERED));
        publisher.book(new Budget(
                rules.source(),
                bookedAt,
                shell.upstream().url(request).toString(),
                shell.limit().budget(booked.bookings()).asOf(bookedAt)));
        known = booked;
        return System.nanoTime() - began < BOOKED_WITHIN.toNanos();
    }

    private RequestBudget budget() {
        return shell.limit().budget(known.bookings());
    }

    private static @Nullable Instant truncated(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private void tell(Publication publication) {
        if (publication.notice() == null) {
            return;
        }
        if (known.wellness().isUnwell()) {
            logger.warn(
                    "{}; {} failures in a row, no request before {}",
                    publication.notice(),
                    known.wellness().failures(),
                    truncated(known.wellness().notBefore()));
        } else {
            logger.warn("{}", publication.notice());
        }
    }
}
