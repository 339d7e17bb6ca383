package io.github.spacecrafttracker.poller.evaluate;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Unreadable;
import io.github.spacecrafttracker.poller.state.Passes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The notice for the operator about an accepted page. */
final class Notice {
    private Notice() {}

    /** Returns null if everything is as it should be. */
    static @Nullable String of(Pass pass, boolean watch, List<Unreadable> unreadable) {
        if (pass.missing() != null && pass.heldBack() != null && Passes.isHeldBack(pass)) {
            return "the " + (watch ? "watch" : "sweep") + " did not show "
                    + pass.heldBack().ids().size()
                    + " spacecraft that are known: too many at once to be believed, unless three in a row miss the same ("
                    + pass.heldBack().times() + " so far)";
        }
        if (!watch && pass.missing() != null && !pass.missing().isEmpty()) {
            return "the sweep did not show " + pass.missing().size() + " spacecraft that are known, the first of them "
                    + pass.missing().get(0) + ": they are looked up before the sweep is complete";
        }
        if (unreadable.isEmpty()) {
            return null;
        }
        var first = unreadable.get(0);
        return unreadable.size() + " rows were sent to the dead letters, the first of them " + first.place() + ", id "
                + first.id() + ": " + first.cause() + "; known spacecraft stay as they were last read";
    }
}
