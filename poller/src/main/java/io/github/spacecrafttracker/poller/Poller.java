package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poller.memory.Knowledge;
import io.github.spacecrafttracker.poller.pass.SweepPass;
import io.github.spacecrafttracker.poller.publish.Publisher;
import io.github.spacecrafttracker.poller.publish.TurnOverException;
import io.github.spacecrafttracker.poller.upstream.Ll2Client;
import io.github.spacecrafttracker.poller.upstream.PageRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps the list of spacecraft, page after page. */
final class Poller {
    private static final Logger logger = LoggerFactory.getLogger(Poller.class);

    private final String mode;
    private final Waiting waiting;
    private final Ll2Client upstream;
    private final PagePoll pagePoll;
    private final Publisher publisher;
    private final PollerMeters meters;
    private volatile Knowledge known;

    /** @param known what the topics say */
    Poller(
            String mode,
            Waiting waiting,
            Ll2Client upstream,
            PagePoll pagePoll,
            Publisher publisher,
            PollerMeters meters,
            Knowledge known) {
        this.mode = mode;
        this.waiting = waiting;
        this.upstream = upstream;
        this.pagePoll = pagePoll;
        this.publisher = publisher;
        this.meters = meters;
        this.known = known.resumed(pagePoll.pace());
        meters.watch(pagePoll.pace(), () -> this.known);
    }

    /**
     * One poll: waits until a request may be sent, asks for the next page of the sweep, and publishes what came of it, whatever that is, in one
     * transaction. Only what is published is known.
     */
    void poll() throws InterruptedException, TurnOverException {
        waiting.until(known.asking().nextAt());
        var pass = sweep();
        var reply = upstream.ask(new PageRequest(pass.nextOffset(), mode));
        var publication = pagePoll.of(known, pass, reply);
        known = publisher.publish(publication, known.snapshotOffsets());
        meters.count(publication);
        if (publication.notice() != null) {
            logger.warn(
                    "{}; {} failures in a row, next request at {}",
                    publication.notice(),
                    known.asking().failures(),
                    known.asking().nextAt());
        }
    }

    /** The sweep that goes on, or a new one: the last is over, or was of another mode. */
    private Pass sweep() {
        var pass = known.pass();
        return pass == null || SweepPass.ended(pass) || !pass.mode().equals(mode) ? SweepPass.begin(mode) : pass;
    }
}
