package io.github.spacecrafttracker.service.management;

import java.util.ArrayList;
import java.util.List;

/**
 * The health of a service. Each method is called for every request, from any thread, and returns
 * immediately.
 */
public interface Health {
    /**
     * Returns the reasons to restart the process, or an empty list if it is live. A quiet feed is
     * not a reason.
     */
    List<String> notLive();

    /** Returns the reasons why the service is not ready, or an empty list if it is. */
    List<String> notReady();

    /** Returns notes on a healthy state, such as that this instance is a standby. */
    default List<String> notes() {
        return List.of();
    }

    /**
     * The health of a service that will stop soon. Once draining has begun, the service is reported
     * as not ready although it still works, so that a load balancer routes its clients to other
     * instances.
     */
    final class Draining implements Health {
        private final Health health;
        private volatile boolean begun;

        public Draining(Health health) {
            this.health = health;
        }

        public void begin() {
            begun = true;
        }

        @Override
        public List<String> notLive() {
            return health.notLive();
        }

        @Override
        public List<String> notReady() {
            if (!begun) {
                return health.notReady();
            }
            var reasons = new ArrayList<>(List.of("stopping"));
            reasons.addAll(health.notReady());
            return reasons;
        }

        @Override
        public List<String> notes() {
            return health.notes();
        }
    }
}
