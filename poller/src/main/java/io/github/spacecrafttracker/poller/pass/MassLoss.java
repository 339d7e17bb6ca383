package io.github.spacecrafttracker.poller.pass;

import io.github.spacecrafttracker.poll.PollReport.HeldBack;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many that are missing at once are more likely a fault of upstream than gone. Nothing is made of them before three passes running have missed just the same.
 * From then on they are believed, also when later passes miss fewer of them: some were looked up meanwhile.
 */
final class MassLoss {
    private static final int AT_LEAST = 5;
    private static final double SHARE = 0.02;
    private static final int BELIEVED_AFTER = 3;

    private MassLoss() {}

    /**
     * What a pass that missed these is held back for; null where it is not.
     *
     * @param before what the pass before it was held back for, believed or not; null where it was not
     */
    static @Nullable HeldBack heldBack(@Nullable HeldBack before, Missing missing) {
        var ids = missing.unexplained();
        if (ids.size() < AT_LEAST || ids.size() <= missing.expected() * SHARE) {
            return null;
        }
        return new HeldBack(ids, before != null && goesOn(before, ids) ? before.times() + 1 : 1);
    }

    static boolean isBelieved(HeldBack heldBack) {
        return heldBack.times() >= BELIEVED_AFTER;
    }

    private static boolean goesOn(HeldBack before, List<Long> ids) {
        return isBelieved(before)
                ? new HashSet<>(before.ids()).containsAll(ids)
                : before.ids().equals(ids);
    }
}
