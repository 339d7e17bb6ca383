package io.github.spacecrafttracker.streams.diff;

import io.github.spacecrafttracker.change.ChangeType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the diff counts. Each series is there from the start, at zero, so that the first increase is one. What an aborted transaction did is counted again
 * when it is done again.
 */
public final class DiffMeters {
    /** Snapshots read, by {@code verdict}. */
    public static final String SNAPSHOTS = "tracker.snapshots";
    /** Change events written, by {@code type}. */
    public static final String EVENTS = "tracker.events";
    /** Dead letters written, by {@code cause}: the part that could not be read. */
    public static final String DEAD_LETTERS = "tracker.dead.letters";

    private final Map<Verdict, Counter> snapshots = new EnumMap<>(Verdict.class);
    private final Map<ChangeType, Counter> events = new EnumMap<>(ChangeType.class);
    private final Map<Part, Counter> deadLetters = new EnumMap<>(Part.class);

    /** Which part of a snapshot could not be read. */
    enum Part {
        /** Key or headers. */
        ENVELOPE,
        VALUE
    }

    public DiffMeters(MeterRegistry registry) {
        for (var verdict : Verdict.values()) {
            snapshots.put(
                    verdict,
                    Counter.builder(SNAPSHOTS)
                            .description("Snapshots read")
                            .tag("verdict", verdict.word())
                            .register(registry));
        }
        for (var type : ChangeType.values()) {
            events.put(
                    type,
                    Counter.builder(EVENTS)
                            .description("Change events written")
                            .tag("type", type.word())
                            .register(registry));
        }
        for (var part : Part.values()) {
            deadLetters.put(
                    part,
                    Counter.builder(DEAD_LETTERS)
                            .description("Snapshots that are no spacecraft")
                            .tag("cause", part.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    void snapshot(Verdict verdict) {
        count(snapshots, verdict);
    }

    void event(ChangeType type) {
        count(events, type);
    }

    void deadLetter(Part part) {
        count(deadLetters, part);
    }

    private static <E extends Enum<E>> void count(Map<E, Counter> counters, E key) {
        var counter = counters.get(key);
        if (counter != null) {
            counter.increment();
        }
    }
}
