package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.service.text.LogSafe;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * When each spacecraft that is in space, or changed in the last week, entered or left space, appeared, reappeared and was removed: a time of each kind, so that
 * a flip and back shows both. An alert compares the time with now, and so is right after a restart of whoever serves, scrapes or notifies.
 */
public final class TransitionTimes implements MultiCollector {
    private static final Duration SHOWN = Duration.ofDays(7);
    private static final int MOST_SPACECRAFT = 500;
    private static final Comparator<List<Transition>> LAST_CHANGED_FIRST = Comparator.comparing(
                    (List<Transition> kinds) -> kinds.get(0).observedAt())
            .reversed();

    private final Transitions transitions;
    private final InstantSource clock;

    public TransitionTimes(Transitions transitions, InstantSource clock) {
        this.transitions = transitions;
        this.clock = clock;
    }

    @Override
    public MetricSnapshots collect() {
        var since = clock.instant().minus(SHOWN);
        var times = GaugeSnapshot.builder()
                .name("tracker_spacecraft_transition_timestamp_seconds")
                .help(
                        "When a spacecraft was seen to enter or leave space, appear, reappear or vanish; the last time of each");
        transitions.ofEachKind().stream()
                .filter(kinds -> isShown(kinds.get(0), since))
                .sorted(LAST_CHANGED_FIRST)
                .limit(MOST_SPACECRAFT)
                .flatMap(TransitionTimes::told)
                .forEach(transition -> times.dataPoint(point(transition)));
        return new MetricSnapshots(times.build());
    }

    private static boolean isShown(Transition newest, Instant since) {
        return newest.inSpace() || newest.observedAt().isAfter(since);
    }

    // That a spacecraft was there when tracking began is no news. It is told of one in space alone, and until something
    // happens to it: else nobody would know of it.
    private static Stream<Transition> told(List<Transition> kinds) {
        var newest = kinds.get(0);
        return kinds.stream()
                .filter(transition -> !transition.initial() || (transition.equals(newest) && newest.inSpace()));
    }

    private static GaugeDataPointSnapshot point(Transition transition) {
        var spacecraft = transition.spacecraft();
        return GaugeDataPointSnapshot.builder()
                .labels(Labels.of(
                        "spacecraft_id",
                        Long.toString(spacecraft.id()),
                        "spacecraft_name",
                        name(spacecraft),
                        "transition",
                        called(transition),
                        "in_space",
                        Boolean.toString(transition.kind().inSpace())))
                .value(transition.observedAt().toEpochMilli() / 1000.0)
                .build();
    }

    private static String name(Spacecraft spacecraft) {
        var name = LogSafe.label(spacecraft.name());
        return name.isEmpty() ? "Spacecraft " + spacecraft.id() : name;
    }

    private static String called(Transition transition) {
        return switch (transition.type()) {
            case ENTERED_SPACE -> "entered";
            case LEFT_SPACE -> "left";
            case REMOVED -> "removed";
            case REAPPEARED -> "reappeared";
            default -> transition.initial() ? "initial" : "appeared";
        };
    }
}
