package io.github.spacecrafttracker.poller;

import java.util.Locale;

/** Why a poller lost its turn, other than by being closed. */
enum TurnLost {
    /** Another took over its transactional id without being asked. */
    FENCED,
    /** The brokers did not say whether something was written, or could not be asked. */
    UNCONFIRMED,
    /** The group of pollers took it back, or this process stood still for too long. */
    OVER;

    /** As metrics have it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
