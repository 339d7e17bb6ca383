package io.github.spacecrafttracker.poller.schedule;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.Reason;

/** What a request is for. */
public sealed interface Errand {
    /** The kind of its report. */
    String kind();

    /** The next page of all spacecraft. */
    record SweepPage(Pass pass) implements Errand {
        @Override
        public String kind() {
            return PollReport.PAGE;
        }
    }

    /** The next page of those in space. */
    record WatchPage(Pass pass) implements Errand {
        @Override
        public String kind() {
            return PollReport.WATCH;
        }
    }

    /** One spacecraft that a list should have shown and did not. */
    record LookUp(long id, Reason reason) implements Errand {
        @Override
        public String kind() {
            return PollReport.LOOK_UP;
        }
    }
}
