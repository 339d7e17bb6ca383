package io.github.spacecrafttracker.bench;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Changes one spacecraft of a catalogue each second, until {@link #end}. */
final class MadeUpChanges {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> changes;

    MadeUpChanges(MadeUpLog log) {
        changes = clock.scheduleAtFixedRate(() -> change(log), 0, 1, TimeUnit.SECONDS);
    }

    private static void change(MadeUpLog log) {
        try {
            log.change();
        } catch (Exception e) {
            throw new IllegalStateException("A change could not be written", e);
        }
    }

    /**
     * Stops the changes. Fails if a change could not be written, because no change was written
     * after it.
     */
    void end() {
        var stopped = changes.isDone();
        clock.shutdown();
        if (stopped) {
            throw new IllegalStateException("The changes stopped early");
        }
    }
}
