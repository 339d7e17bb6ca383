package io.github.spacecrafttracker.streams.catalogue;

import io.github.spacecrafttracker.service.text.LogSafe;
import io.github.spacecrafttracker.snapshot.TrackedState.Status;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the spacecraft in the catalogue on each scrape: in total, in space and by status. The
 * metrics are absent while the topics are being read, because growing counts would look like
 * changes. The number of statuses is limited; the rarest are counted together.
 *
 * <p>This is a Prometheus collector, because Micrometer meters cannot appear and disappear with the
 * statuses.
 */
public final class SpacecraftCountCollector implements MultiCollector {
    private static final int MOST_STATUSES = 100;
    private static final Labels OTHERS = Labels.of("status_id", "", "status", "others");
    private static final Comparator<Map.Entry<Labels, Long>> MOST_FREQUENT_FIRST =
            Map.Entry.<Labels, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey());

    private final Catalogue catalogue;

    public SpacecraftCountCollector(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public MetricSnapshots collect() {
        return catalogue.currentList().map(SpacecraftCountCollector::of).orElseGet(MetricSnapshots::new);
    }

    static MetricSnapshots of(SpacecraftList list) {
        var byStatus = gauge("tracker_spacecraft", "Spacecraft in the catalogue, by status");
        bounded(list.countBy(row -> labels(row.tracked().state().status())))
                .forEach((labels, number) -> byStatus.dataPoint(point(labels, number)));
        var inSpace = list.countBy(row -> row.fields().inSpace()).getOrDefault(true, 0L);
        return new MetricSnapshots(
                byStatus.build(),
                gauge("tracker_spacecraft_in_space", "Spacecraft in the catalogue that are in space")
                        .dataPoint(point(Labels.EMPTY, inSpace))
                        .build(),
                gauge("tracker_catalogue_rows", "Spacecraft in the catalogue")
                        .dataPoint(point(Labels.EMPTY, list.size()))
                        .build());
    }

    private static Map<Labels, Long> bounded(Map<Labels, Long> byStatus) {
        var bounded = new HashMap<Labels, Long>();
        byStatus.entrySet().stream()
                .sorted(MOST_FREQUENT_FIRST)
                .forEach(status -> bounded.merge(
                        bounded.size() < MOST_STATUSES ? status.getKey() : OTHERS, status.getValue(), Long::sum));
        return bounded;
    }

    private static Labels labels(Status status) {
        return Labels.of("status_id", Long.toString(status.id()), "status", LogSafe.label(status.name()));
    }

    private static GaugeSnapshot.Builder gauge(String name, String help) {
        return GaugeSnapshot.builder().name(name).help(help);
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
