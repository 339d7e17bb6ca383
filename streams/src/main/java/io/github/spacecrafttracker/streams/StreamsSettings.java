package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.service.config.Environment;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.streams.http.ApiServer;
import io.github.spacecrafttracker.streams.http.feed.FeedLimits;
import io.github.spacecrafttracker.streams.http.web.ImageHosts;
import io.github.spacecrafttracker.streams.runtime.StreamsProperties;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of the streams service.
 *
 * @param httpPort where the API is; 0 for any free port
 * @param managementPort where health and metrics are; 0 for any free port
 * @param publicUrl what links begin with; empty: with the address that the client used
 * @param threads how many threads the diff has
 * @param address what this instance is called in the status: a host and a port that tell it from the others
 * @param member a name in the diff's consumer group that this instance keeps over restarts, so that it gets its work back at once and others wait for it
 *     for ten seconds; no two instances may have the same. Empty: none, as the environment gives none
 * @param feed how many clients may follow the feed
 * @param changesHeld how many changes are held in memory, of about 1 KB each
 * @param images where the page's pictures may be loaded from
 * @param drain how long the API goes on answering when the service is told to stop and says that it is not ready: a little more than the interval in which
 *     a load balancer asks
 */
public record StreamsSettings(
        int httpPort,
        int managementPort,
        Optional<URI> publicUrl,
        int threads,
        String address,
        Optional<String> member,
        FeedLimits feed,
        int changesHeld,
        ImageHosts images,
        Duration drain) {
    /** The default number of changes in memory. */
    public static final int CHANGES_HELD = 100_000;

    static final String MANAGEMENT_PORT = "MANAGEMENT_PORT";

    /** Reads them; what is faulty is noted in the environment. */
    public static StreamsSettings from(Environment environment) {
        var httpPort = environment.port(ApiServer.PORT_SETTING, 8080);
        return new StreamsSettings(
                httpPort,
                environment.port(MANAGEMENT_PORT, 8081),
                environment.httpUrl("HTTP_PUBLIC_URL"),
                environment.integer("STREAM_THREADS", 1, 1, 100),
                environment.hostAndPort("INSTANCE_ADDRESS", ownName() + ":" + httpPort),
                Optional.empty(),
                new FeedLimits(
                        environment.integer("FEED_CLIENTS", FeedLimits.DEFAULT.clients(), 1, 100_000),
                        environment.integer(
                                "FEED_CLIENTS_PER_ADDRESS", FeedLimits.DEFAULT.clientsPerAddress(), 1, 100_000)),
                environment.integer("CHANGES_HELD", CHANGES_HELD, 1, 10_000_000),
                ImageHosts.from(environment),
                Duration.ofSeconds(environment.integer("DRAIN_SECONDS", 0, 0, 600)));
    }

    /** The properties of the Kafka Streams applications with these settings. */
    public StreamsProperties properties(KafkaSettings kafka) {
        return new StreamsProperties(kafka, threads, address, member);
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
