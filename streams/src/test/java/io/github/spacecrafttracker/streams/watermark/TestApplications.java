package io.github.spacecrafttracker.streams.watermark;

import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.TestSettings;
import io.github.spacecrafttracker.streams.catalogue.Catalogue;
import io.github.spacecrafttracker.streams.catalogue.CatalogueMeters;
import io.github.spacecrafttracker.streams.catalogue.CatalogueTopology;
import io.github.spacecrafttracker.streams.changelog.ChangeLog;
import io.github.spacecrafttracker.streams.diff.DiffMeters;
import io.github.spacecrafttracker.streams.diff.DiffTopology;
import io.github.spacecrafttracker.streams.runtime.StreamsProperties;
import io.github.spacecrafttracker.streams.runtime.StreamsRunner;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The two Kafka Streams applications of one log, which can be started and stopped separately, and
 * readers of the watermarks.
 */
record TestApplications(Closer closer, SnapshotLog log) {
    StreamsRunner startDiff() {
        var meters = new SimpleMeterRegistry();
        return start(new StreamsRunner(
                "diff",
                new DiffTopology(log.topics, new DiffMeters(meters)),
                properties().diff(),
                meters));
    }

    Catalogue startCatalogue() {
        var meters = new SimpleMeterRegistry();
        var application = start(new StreamsRunner(
                "catalogue",
                new CatalogueTopology(log.topics, new CatalogueMeters(meters)),
                properties().catalogue(),
                meters));
        return new Catalogue(application.streams());
    }

    /** Returns a reader of the watermarks that is not started. */
    WatermarkReader openWatermarks(Catalogue catalogue, ChangeLog changes) {
        return closer.add(new WatermarkReader(
                catalogue,
                changes,
                Admin.create(log.kafka.admin()),
                properties().diff().getProperty(StreamsConfig.APPLICATION_ID_CONFIG),
                log.topics.snapshots().name()));
    }

    private StreamsRunner start(StreamsRunner application) {
        closer.add(application).start();
        return application;
    }

    private StreamsProperties properties() {
        return TestSettings.on(0).properties(log.kafka);
    }
}
