package io.github.spacecrafttracker.service.management;

import java.util.List;

/**
 * The health of a service. Each method is called for every request, from any thread, and returns at
 * once.
 */
public interface Health {
    /**
     * Returns the reasons to restart the process, or an empty list if it is live. A quiet feed is
     * not a reason.
     */
    List<String> notLive();

    /** Returns the reasons why it cannot work now, or an empty list if it is ready. */
    List<String> notReady();

    /** Returns notes on a healthy state, such as that this instance is a standby. */
    default List<String> notes() {
        return List.of();
    }
}
