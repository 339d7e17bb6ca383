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
 * A model of a catalogue that changes in rounds, with its history. Each round is published as one
 * complete sweep. One spacecraft appears and disappears; the others are always present. The name of
 * a spacecraft is the number of its changes. One thread changes the catalogue; any thread may read
 * it.
 */
final class CatalogueModel {
    /** The lowest id. */
    static final long FIRST = 1000;

    private static final int PERMANENT = 60;
    private static final long TRANSIENT = FIRST + PERMANENT;

    private final SnapshotLog log;
    private final Random random;
    private final Map<Long, Integer> changes = new TreeMap<>();
    private final ConcurrentSkipListMap<Instant, Map<Long, Integer>> history = new ConcurrentSkipListMap<>();
    private final List<String> events = new ArrayList<>();
    private boolean isPresent;

    CatalogueModel(SnapshotLog log, long seed) {
        this.log = log;
        this.random = new Random(seed);
    }

    /**
     * Publishes a round: changes some spacecraft, writes all of them, and completes a sweep that
     * began earlier.
     */
    void change() throws Exception {
        var began = log.time(log.observation() + 1);
        var shown = new ArrayList<Shown>();
        for (var id = FIRST; id < TRANSIENT; id++) {
            var before = changes.get(id);
            if (before == null) {
                changes.put(id, 0);
                events.add(event(id, "catalogue", shown.size()));
            } else if (random.nextInt(10) == 0) {
                changes.put(id, before + 1);
                events.add(event(id, "in_space", shown.size()));
                events.add(event(id, "details", shown.size()));
            }
            shown.add(new Shown(id, object(id)));
        }
        isPresent = !isPresent;
        events.add(event(TRANSIENT, "catalogue", shown.size()));
        shown.add(new Shown(TRANSIENT, isPresent ? object(TRANSIENT) : null));
        history.put(began, Map.copyOf(changes));
        log.commit(shown.toArray(Shown[]::new));
        log.sweep(began);
    }

    /** Returns the ids of all events that must have been written. */
    List<String> events() {
        return List.copyOf(events);
    }

    /** Returns the reason why a list is not true as of this time, or null if it is. */
    @Nullable
    String falsehood(Instant asOf, Map<Long, Integer> served) {
        var then = history.floorEntry(asOf);
        if (then == null) {
            return "nothing was shown at " + asOf;
        }
        for (var expected : then.getValue().entrySet()) {
            var shown = served.get(expected.getKey());
            if (shown == null) {
                return expected.getKey() + " is missing as of " + asOf;
            }
            if (shown < expected.getValue()) {
                return expected.getKey() + " was served with " + shown + " changes but had " + expected.getValue()
                        + " as of " + asOf;
            }
        }
        return null;
    }

    /** Returns the number of changes of a spacecraft at this time. */
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
