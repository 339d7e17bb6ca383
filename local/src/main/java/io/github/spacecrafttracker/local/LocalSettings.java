package io.github.spacecrafttracker.local;

import io.github.spacecrafttracker.poller.PollerSettings;
import io.github.spacecrafttracker.service.config.Environment;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.streams.StreamsSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of the local run: those of both services, less what it brings itself.
 *
 * @param madeUp whether it serves itself the made-up scenario, because no {@code LL2_BASE_URL} is set
 * @param brokerPort 0 for any free port
 * @param folder of this upstream's data: another upstream has another
 */
record LocalSettings(
        boolean madeUp,
        int brokerPort,
        Path folder,
        int pollerManagementPort,
        String topicPrefix,
        int partitions,
        PollerSettings poller,
        StreamsSettings streams) {
    /** A request every two seconds: soon enough to watch, and each step of the scenario is seen. */
    private static final int MADE_UP_REQUESTS_PER_HOUR = 1_800;

    /** What the only member of its groups is called, over restarts. */
    private static final String MEMBER = "local";

    static LocalSettings from(Environment environment) {
        var kafka = KafkaSettings.from(environment);
        if (environment.optional("KAFKA_BOOTSTRAP_SERVERS").isPresent()
                || !kafka.client().isEmpty()) {
            environment.addError(
                    "KAFKA_... is set, but the local run brings its own broker: unset all that begin so, or run"
                            + " poller and streams apart");
        } else {
            environment.ignore("the local run brings its own broker", "KAFKA_BOOTSTRAP_SERVERS");
        }
        var madeUp = environment.optional("LL2_BASE_URL").isEmpty();
        var poller = PollerSettings.from(environment);
        var source = madeUp ? SnapshotHeaders.MADE_UP : poller.source();
        var folder = environment.path("LOCAL_DATA_DIR", Path.of(".data")).resolve(subfolder(madeUp, poller));
        var perHour = madeUp
                ? OptionalInt.of(environment.integer("LL2_REQUESTS_PER_HOUR", MADE_UP_REQUESTS_PER_HOUR, 1, 360_000))
                : poller.requestsPerHour();
        var streams = streams(StreamsSettings.from(environment));
        environment.ignore(
                "the local run is one process with its own broker",
                "TOPIC_REPLICATION",
                "INSTANCE_ADDRESS",
                "DRAIN_SECONDS");
        if (madeUp) {
            environment.ignore("without LL2_BASE_URL the upstream is made up and wants none", "LL2_API_TOKEN");
        }
        return new LocalSettings(
                madeUp,
                environment.port("LOCAL_KAFKA_PORT", 9092),
                folder,
                environment.port("POLLER_MANAGEMENT_PORT", 8082),
                kafka.topicPrefix(),
                kafka.partitions(),
                new PollerSettings(
                        poller.baseUrl(),
                        source,
                        madeUp ? Optional.empty() : poller.token(),
                        perHour,
                        poller.mode(),
                        Optional.of(MEMBER)),
                streams);
    }

    /** How to reach the broker that the local run brings. */
    KafkaSettings kafka(String bootstrapServers) {
        return new KafkaSettings(bootstrapServers, topicPrefix, partitions, 1, Map.of());
    }

    /** The poller's, once it is known where the upstream listens. */
    PollerSettings pollerOf(URI baseUrl) {
        return new PollerSettings(
                baseUrl, poller.source(), poller.token(), poller.requestsPerHour(), poller.mode(), poller.member());
    }

    /** As a static member, the only instance gets its work back at once after a crash. */
    private static StreamsSettings streams(StreamsSettings set) {
        return new StreamsSettings(
                set.httpPort(),
                set.managementPort(),
                set.publicUrl(),
                set.threads(),
                set.address(),
                Optional.of(MEMBER),
                set.feed(),
                set.changesHeld(),
                set.images(),
                Duration.ZERO);
    }

    private static String subfolder(boolean madeUp, PollerSettings poller) {
        return madeUp ? "made-up" : poller.source().replaceAll("[^A-Za-z0-9.]+", "-");
    }
}
