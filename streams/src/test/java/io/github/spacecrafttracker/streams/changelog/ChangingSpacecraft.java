package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.SnapshotLog.Shown;
import io.github.spacecrafttracker.testkit.SpacecraftBuilder;
import java.util.Random;

/**
 * Spacecraft, some of which change with each poll: they enter or leave space, and their status and
 * counts change.
 */
public final class ChangingSpacecraft {
    private static final int COUNT = 20;
    private static final int CHANGED = 8;

    private final SnapshotLog log;
    private final Random random;
    private final int[] changes = new int[COUNT];

    public ChangingSpacecraft(SnapshotLog log, long seed) {
        this.log = log;
        this.random = new Random(seed);
    }

    /** Commits one poll, sometimes after an aborted one. */
    public void change() throws Exception {
        if (random.nextInt(5) == 0) {
            log.abort(SnapshotLog.shown(1, false));
        }
        var shown = new Shown[CHANGED];
        for (int number = 0; number < CHANGED; number++) {
            var id = random.nextInt(COUNT);
            changes[id]++;
            shown[number] = new Shown(id, object(id, changes[id]));
        }
        log.commit(shown);
    }

    private static String object(long id, int times) {
        return SpacecraftBuilder.spacecraft(id)
                .inSpace(times % 2 == 1)
                .flights(times)
                .status(times % 3, "Status")
                .json();
    }
}
