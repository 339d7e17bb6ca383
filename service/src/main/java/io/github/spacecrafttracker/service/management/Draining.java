package io.github.spacecrafttracker.service.management;

import java.util.ArrayList;
import java.util.List;

/** The health of a service that says in time that it will stop: from then on it is not ready, while it still works, so that nobody is sent to it any more. */
public final class Draining implements Health {
    private final Health health;
    private volatile boolean begun;

    /** @param health how it is otherwise */
    public Draining(Health health) {
        this.health = health;
    }

    /** It will stop. */
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
