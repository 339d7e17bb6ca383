package io.github.spacecrafttracker.poller.schedule;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.Reason;
import io.github.spacecrafttracker.poller.ll2.LookUpRequest;
import io.github.spacecrafttracker.poller.ll2.PageRequest;
import io.github.spacecrafttracker.poller.ll2.Request;

/** The purpose of a request. */
public sealed interface PollTask {
    /** The kind of its report. */
    String kind();

    /** @param mode {@code normal} or {@code detailed} */
    Request request(String mode);

    /** The next page of the list of all spacecraft. */
    record SweepPage(Pass pass) implements PollTask {
        @Override
        public String kind() {
            return PollReport.PAGE;
        }

        @Override
        public Request request(String mode) {
            return new PageRequest(pass.nextOffset(), mode, false);
        }
    }

    /** The next page of the list of those in space. */
    record WatchPage(Pass pass) implements PollTask {
        @Override
        public String kind() {
            return PollReport.WATCH;
        }

        @Override
        public Request request(String mode) {
            return new PageRequest(pass.nextOffset(), mode, true);
        }
    }

    /** A spacecraft that a list should have shown and did not. */
    record LookUp(long id, Reason reason) implements PollTask {
        @Override
        public String kind() {
            return PollReport.LOOK_UP;
        }

        @Override
        public Request request(String mode) {
            return new LookUpRequest(id, mode);
        }
    }
}
