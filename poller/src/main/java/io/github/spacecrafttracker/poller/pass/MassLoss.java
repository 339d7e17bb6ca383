package io.github.spacecrafttracker.poller.pass;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.spacecrafttracker.poll.PollReport.HeldBack;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Many that are missing at once are more likely a fault of upstream than gone. Nothing is made of them before three passes running have missed just the same.
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
        var fingerprint = fingerprint(ids);
        var times = before != null && before.fingerprint().equals(fingerprint) ? before.times() : 0;
        return new HeldBack(ids.size(), fingerprint, times + 1);
    }

    static boolean isBelieved(HeldBack heldBack) {
        return heldBack.times() >= BELIEVED_AFTER;
    }

    private static String fingerprint(List<Long> ids) {
        var text = ids.stream().map(String::valueOf).collect(Collectors.joining(","));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
