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
 * The settings of the local run: those of both services, except those that the local run provides
 * itself.
 *
 * @param isMadeUp whether the upstream API is the made-up scenario, because {@code LL2_BASE_URL} is
 *     not set
 * @param brokerPort the port of the broker; 0 means any free port
 * @param directory the data directory of this upstream API; each upstream API has a separate one
 * @param logsJson whether the console is written to the log, because {@code LOG_FORMAT} is JSON
 */
record LocalSettings(
        boolean isMadeUp,
        int brokerPort,
        Path directory,
        int pollerManagementPort,
        String topicPrefix,
        int partitions,
        PollerSettings poller,
        StreamsSettings streams,
        boolean logsJson) {
    /** A request every two seconds: often enough to observe every step of the scenario. */
    private static final int MADE_UP_REQUESTS_PER_HOUR = 1_800;

    /** The static name of the only member of each group, which is the same across restarts. */
    private static final String MEMBER = "local";

    static LocalSettings from(Environment environment) {
        var kafka = KafkaSettings.from(environment);
        if (environment.optional("KAFKA_BOOTSTRAP_SERVERS").isPresent()
                || !kafka.client().isEmpty()) {
            environment.addError("KAFKA_... variables are set, but the local run starts its own broker: unset all"
                    + " KAFKA_... variables, or run the poller and the streams service separately");
        } else {
            environment.ignore("the local run starts its own broker", "KAFKA_BOOTSTRAP_SERVERS");
        }
        var isMadeUp = environment.optional("LL2_BASE_URL").isEmpty();
        var poller = PollerSettings.from(environment);
        var source = isMadeUp ? SnapshotHeaders.MADE_UP : poller.source();
        var directory = environment.path("LOCAL_DATA_DIR", Path.of(".data")).resolve(subdirectory(isMadeUp, poller));
        var requestsPerHour = isMadeUp
                ? OptionalInt.of(environment.integer("LL2_REQUESTS_PER_HOUR", MADE_UP_REQUESTS_PER_HOUR, 1, 360_000))
                : poller.requestsPerHour();
        var streams = ofOnlyInstance(StreamsSettings.from(environment));
        environment.ignore(
                "the local run is a single process with its own broker",
                "TOPIC_REPLICATION",
                "INSTANCE_ADDRESS",
                "DRAIN_SECONDS");
        if (isMadeUp) {
            environment.ignore("without LL2_BASE_URL, the upstream API is made up and needs no token", "LL2_API_TOKEN");
        }
        return new LocalSettings(
                isMadeUp,
                environment.port("LOCAL_KAFKA_PORT", 9092),
                directory,
                environment.port("POLLER_MANAGEMENT_PORT", 8082),
                kafka.topicPrefix(),
                kafka.partitions(),
                new PollerSettings(
                        poller.baseUrl(),
                        source,
                        isMadeUp ? Optional.empty() : poller.token(),
                        requestsPerHour,
                        poller.mode(),
                        Optional.of(MEMBER)),
                streams,
                environment.text("LOG_FORMAT", "text").equals("json"));
    }

    /** Returns the settings of a client of the embedded broker. */
    KafkaSettings kafka(String bootstrapServers) {
        return new KafkaSettings(bootstrapServers, topicPrefix, partitions, 1, Map.of());
    }

    /** Returns the settings of a poller of this upstream API. */
    PollerSettings pollerOf(URI baseUrl) {
        return new PollerSettings(
                baseUrl, poller.source(), poller.token(), poller.requestsPerHour(), poller.mode(), poller.member());
    }

    /**
     * Makes the instance a static member, so that it gets its partitions back immediately after a
     * crash, and disables draining, because there is no load balancer.
     */
    private static StreamsSettings ofOnlyInstance(StreamsSettings settings) {
        return new StreamsSettings(
                settings.httpPort(),
                settings.managementPort(),
                settings.publicUrl(),
                settings.threads(),
                settings.address(),
                Optional.of(MEMBER),
                settings.feed(),
                settings.changesHeld(),
                settings.images(),
                Duration.ZERO);
    }

    private static String subdirectory(boolean isMadeUp, PollerSettings poller) {
        return isMadeUp ? "made-up" : poller.source().replaceAll("[^A-Za-z0-9.]+", "-");
    }
}
