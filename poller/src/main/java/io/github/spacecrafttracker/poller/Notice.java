package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Unreadable;
import io.github.spacecrafttracker.poller.pass.ListPass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator is told of a page that was believed. */
final class Notice {
    private Notice() {}

    /** Null where all is as it should be. */
    static @Nullable String of(Pass pass, boolean watch, List<Unreadable> unreadable) {
        if (pass.missing() != null && pass.heldBack() != null && ListPass.isHeldBack(pass)) {
            return "the " + (watch ? "watch" : "sweep") + " did not show "
                    + pass.heldBack().ids().size()
                    + " spacecraft that are held: too many at once to be believed, unless three running miss the same ("
                    + pass.heldBack().times() + " so far)";
        }
        if (!watch && pass.missing() != null && !pass.missing().isEmpty()) {
            return "the sweep did not show " + pass.missing().size() + " spacecraft that are held, the first of them "
                    + pass.missing().get(0) + ": they are looked up before it is concluded";
        }
        if (unreadable.isEmpty()) {
            return null;
        }
        var first = unreadable.get(0);
        return unreadable.size() + " rows went to the dead letters, the first of them " + first.place() + ", id "
                + first.id() + ": " + first.cause() + "; where they are held, they stay as they were last read";
    }
}
