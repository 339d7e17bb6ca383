package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.streams.Log;
import io.github.spacecrafttracker.streams.Log.Shown;
import io.github.spacecrafttracker.testkit.SpacecraftBuilder;
import java.util.Random;

/** Spacecraft of which in each round a few change in everything that is told of: they enter and leave space, and their status and counts change. */
public final class ChangingSpacecraft {
    private static final int COUNT = 20;
    private static final int CHANGED = 8;

    private final Log log;
    private final Random random;
    private final int[] changes = new int[COUNT];

    public ChangingSpacecraft(Log log, long seed) {
        this.log = log;
        this.random = new Random(seed);
    }

    /** One poll, committed, now and then after one that was aborted. */
    public void change() throws Exception {
        if (random.nextInt(5) == 0) {
            log.abort(Log.shown(1, false));
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
