package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.PollReport.Afterwards;
import io.github.spacecrafttracker.poller.memory.Knowledge;
import io.github.spacecrafttracker.poller.schedule.Attention;
import io.github.spacecrafttracker.poller.schedule.RequestBudget;
import java.time.Instant;

/**
 * What a report says of how things stand after its poll.
 *
 * @param now when the reply was there, or was given up
 */
record Aftermath(Attention attention, RequestBudget budget, Instant now) {

    Afterwards of(Knowledge known) {
        return new Afterwards(
                budget.asOf(now),
                known.wellness().failures(),
                attention.next(known, budget, now).at(),
                known.passes().watchAsOf(),
                known.lookUps().list(),
                known.snapshotOffsets());
    }
}
