package io.github.spacecrafttracker.poller.evaluate;

import io.github.spacecrafttracker.poll.PollReport.HeldBack;
import io.github.spacecrafttracker.poller.state.Passes;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule for many spacecraft that are missing at once: an error of the upstream API is more
 * likely than their removal. They are ignored until three consecutive passes have missed the same
 * ones. From then on they are believed to be missing, even if later passes miss fewer of them
 * because some were looked up in the meantime.
 */
final class MassDisappearance {
    private static final int AT_LEAST = 5;
    private static final double SHARE = 0.02;

    private MassDisappearance() {}

    /**
     * Returns the record of a pass that missed too many; null if it did not.
     *
     * @param before the record of the previous pass, believed or not; null if it did not miss too
     *     many
     */
    static @Nullable HeldBack heldBack(@Nullable HeldBack before, MissingSpacecraft missing) {
        var ids = missing.unexplained();
        if (ids.size() < AT_LEAST || ids.size() <= missing.expected() * SHARE) {
            return null;
        }
        return new HeldBack(ids, before != null && continues(before, ids) ? before.times() + 1 : 1);
    }

    private static boolean continues(HeldBack before, List<Long> ids) {
        return Passes.isBelieved(before)
                ? new HashSet<>(before.ids()).containsAll(ids)
                : before.ids().equals(ids);
    }
}
