package io.github.spacecrafttracker.poller.schedule;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.Reason;
import io.github.spacecrafttracker.poller.ll2.Request;

/** The purpose of a request. */
public sealed interface PollTask {
    /** Returns the kind of its report and of its snapshots. */
    String kind();

    /** @param mode {@code normal} or {@code detailed} */
    Request request(String mode);

    /** The next page of a pass. */
    sealed interface Page extends PollTask {
        /** Returns the pass before this page. */
        Pass pass();
    }

    /** The next page of the list of all spacecraft. */
    record SweepPage(Pass pass) implements Page {
        @Override
        public String kind() {
            return PollReport.PAGE;
        }

        @Override
        public Request request(String mode) {
            return new Request.AllSpacecraft(pass.nextOffset(), mode);
        }
    }

    /** The next page of the list of the spacecraft in space. */
    record WatchPage(Pass pass) implements Page {
        @Override
        public String kind() {
            return PollReport.WATCH;
        }

        @Override
        public Request request(String mode) {
            return new Request.SpacecraftInSpace(pass.nextOffset(), mode);
        }
    }

    /** The look-up of a spacecraft that is missing from a list. */
    record LookUp(long id, Reason reason) implements PollTask {
        @Override
        public String kind() {
            return PollReport.LOOK_UP;
        }

        @Override
        public Request request(String mode) {
            return new Request.OneSpacecraft(id, mode);
        }
    }
}
