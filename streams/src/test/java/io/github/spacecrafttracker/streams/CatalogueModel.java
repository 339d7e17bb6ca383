package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.streams.SnapshotLog.Shown;
import io.github.spacecrafttracker.testkit.SpacecraftBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue that changes in rounds, each of which is published as one complete sweep, and what it
 * held at each time. One spacecraft comes and goes; the others are always there. A spacecraft's
 * name tells how often it has changed. One thread changes it, any number ask.
 */
final class CatalogueModel {
    /** Its ids begin here. */
    static final long FIRST = 1000;

    private static final int ALWAYS = 60;
    private static final long COMES_AND_GOES = FIRST + ALWAYS;

    private final SnapshotLog log;
    private final Random random;
    private final Map<Long, Integer> changes = new TreeMap<>();
    private final ConcurrentSkipListMap<Instant, Map<Long, Integer>> history = new ConcurrentSkipListMap<>();
    private final List<String> events = new ArrayList<>();
    private boolean there;

    CatalogueModel(SnapshotLog log, long seed) {
        this.log = log;
        this.random = new Random(seed);
    }

    /** A round: some change, all are shown, and a sweep is concluded that began before. */
    void change() throws Exception {
        var began = log.time(log.observation() + 1);
        var shown = new ArrayList<Shown>();
        for (var id = FIRST; id < COMES_AND_GOES; id++) {
            var before = changes.get(id);
            if (before == null) {
                changes.put(id, 0);
                events.add(event(id, "catalogue", shown.size()));
            } else if (random.nextInt(10) == 0) {
                changes.put(id, before + 1);
                events.add(event(id, "in_space", shown.size()));
            }
            shown.add(new Shown(id, object(id)));
        }
        there = !there;
        events.add(event(COMES_AND_GOES, "catalogue", shown.size()));
        shown.add(new Shown(COMES_AND_GOES, there ? object(COMES_AND_GOES) : null));
        history.put(began, Map.copyOf(changes));
        log.commit(shown.toArray(Shown[]::new));
        log.sweep(began);
    }

    /** The ids of all events that all of this is. */
    List<String> events() {
        return List.copyOf(events);
    }

    /** Why what was told as of then is not true; null where it is. */
    @Nullable
    String falsehood(Instant asOf, Map<Long, Integer> told) {
        var then = history.floorEntry(asOf);
        if (then == null) {
            return "nothing was shown at " + asOf;
        }
        for (var each : then.getValue().entrySet()) {
            var shown = told.get(each.getKey());
            if (shown == null) {
                return each.getKey() + " is missing as of " + asOf;
            }
            if (shown < each.getValue()) {
                return each.getKey() + " is shown after " + shown + " changes, and had " + each.getValue() + " as of "
                        + asOf;
            }
        }
        return null;
    }

    /** How often it had changed then. */
    int changesOf(long id, Instant then) {
        return Objects.requireNonNull(history.floorEntry(then).getValue().get(id));
    }

    private String event(long id, String kind, int shownBefore) {
        return id + ":" + kind + ":" + (log.observation() + 1 + shownBefore);
    }

    private String object(long id) {
        var times = changes.getOrDefault(id, 0);
        return SpacecraftBuilder.spacecraft(id)
                .named(Integer.toString(times))
                .inSpace(times % 2 == 1)
                .json();
    }
}
