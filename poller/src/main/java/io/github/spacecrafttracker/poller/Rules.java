package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poller.memory.Knowledge;
import io.github.spacecrafttracker.poller.publish.Publication;
import io.github.spacecrafttracker.poller.schedule.Attention;
import io.github.spacecrafttracker.poller.schedule.Backoff;
import io.github.spacecrafttracker.poller.schedule.Errand;
import io.github.spacecrafttracker.poller.schedule.RequestBudget;
import io.github.spacecrafttracker.poller.upstream.LookUpRequest;
import io.github.spacecrafttracker.poller.upstream.PageRequest;
import io.github.spacecrafttracker.poller.upstream.Reply;
import io.github.spacecrafttracker.poller.upstream.Request;

/**
 * What a poller asks for, and what it makes of the replies. Pure.
 *
 * @param source of the snapshots
 * @param snapshotsTopic its name
 */
public record Rules(String source, String snapshotsTopic, Attention attention, Backoff backoff) {

    public Request request(Errand errand) {
        if (errand instanceof Errand.SweepPage page) {
            return new PageRequest(page.pass().nextOffset(), attention.mode(), false);
        }
        if (errand instanceof Errand.WatchPage page) {
            return new PageRequest(page.pass().nextOffset(), attention.mode(), true);
        }
        return new LookUpRequest(((Errand.LookUp) errand).id(), attention.mode());
    }

    /** @param budget with this request booked */
    public Publication publication(Errand errand, Knowledge before, RequestBudget budget, Reply reply) {
        var poll = new Poll(source, attention, backoff, budget, before, reply);
        var rows = new PageRows(source, snapshotsTopic);
        if (errand instanceof Errand.SweepPage page) {
            return new ListPoll(poll, rows, page.pass(), false).publication();
        }
        if (errand instanceof Errand.WatchPage page) {
            return new ListPoll(poll, rows, page.pass(), true).publication();
        }
        return new LookUpPoll(poll, rows, (Errand.LookUp) errand).publication();
    }
}
