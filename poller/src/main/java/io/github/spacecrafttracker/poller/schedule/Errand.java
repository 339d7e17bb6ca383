package io.github.spacecrafttracker.poller.schedule;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.Reason;

/** What a request is for. */
public sealed interface Errand {
    /** The next page of all spacecraft. */
    record SweepPage(Pass pass) implements Errand {}

    /** The next page of those in space. */
    record WatchPage(Pass pass) implements Errand {}

    /** One spacecraft that a list should have shown and did not. */
    record LookUp(long id, Reason reason) implements Errand {}
}
