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
 * Exports the times at which spacecraft entered or left space, appeared, reappeared or were
 * removed, for each spacecraft that is in space or has changed in the last week. There is one time
 * for each key of a transition, so that an entry and the following exit are both visible. An alert
 * compares the time with now, so it stays correct across restarts of this service, of Prometheus
 * and of Alertmanager.
 */
public final class TransitionTimeCollector implements MultiCollector {
    private static final Duration SHOWN_FOR = Duration.ofDays(7);
    private static final int MAX_SPACECRAFT = 500;
    private static final Comparator<List<Transition>> LAST_CHANGED_FIRST = Comparator.comparing(
                    (List<Transition> latest) -> latest.get(0).observedAt())
            .reversed();

    private final LatestTransitions transitions;
    private final InstantSource clock;

    public TransitionTimeCollector(LatestTransitions transitions, InstantSource clock) {
        this.transitions = transitions;
        this.clock = clock;
    }

    @Override
    public MetricSnapshots collect() {
        var since = clock.instant().minus(SHOWN_FOR);
        var times = GaugeSnapshot.builder()
                .name("tracker_spacecraft_transition_timestamp_seconds")
                .help(
                        "Last time at which a spacecraft was observed to enter or leave space, appear, reappear or be removed");
        transitions.all().stream()
                .filter(latest -> isShown(latest.get(0), since))
                .sorted(LAST_CHANGED_FIRST)
                .limit(MAX_SPACECRAFT)
                .flatMap(TransitionTimeCollector::relevant)
                .forEach(transition -> times.dataPoint(point(transition)));
        return new MetricSnapshots(times.build());
    }

    private static boolean isShown(Transition newest, Instant since) {
        return newest.inSpace() || newest.observedAt().isAfter(since);
    }

    // An initial transition must not raise an alert. It is exported only for a spacecraft in space
    // without any other transition, which would otherwise be missing.
    private static Stream<Transition> relevant(List<Transition> latest) {
        var newest = latest.get(0);
        return latest.stream()
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
                        label(transition),
                        "in_space",
                        Boolean.toString(transition.key().inSpace())))
                .value(transition.observedAt().toEpochMilli() / 1000.0)
                .build();
    }

    private static String name(Spacecraft spacecraft) {
        var name = LogSafe.label(spacecraft.name());
        return name.isEmpty() ? "Spacecraft " + spacecraft.id() : name;
    }

    private static String label(Transition transition) {
        return switch (transition.type()) {
            case ENTERED_SPACE -> "entered";
            case LEFT_SPACE -> "left";
            case REMOVED -> "removed";
            case REAPPEARED -> "reappeared";
            default -> transition.initial() ? "initial" : "appeared";
        };
    }
}
