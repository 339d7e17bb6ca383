package io.github.spacecrafttracker.bench;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A catalogue that does not come to rest: each second one snapshot has new bytes, until they are ended. */
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
            throw new IllegalStateException("no change was made", e);
        }
    }

    /** Makes no more. Fails where a change failed, for none was made after it. */
    void end() {
        var stopped = changes.isDone();
        clock.shutdown();
        if (stopped) {
            throw new IllegalStateException("the catalogue came to rest");
        }
    }
}
