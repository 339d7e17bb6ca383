package io.github.spacecrafttracker.service.management;

import java.util.ArrayList;
import java.util.List;

/**
 * Reports a service that will soon stop as not ready, although it still works, so that a load
 * balancer sends its clients elsewhere first.
 */
public final class Draining implements Health {
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
