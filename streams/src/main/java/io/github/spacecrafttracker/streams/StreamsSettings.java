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
 * @param httpPort the port of the API; 0 means any free port
 * @param managementPort the port of health and metrics; 0 means any free port
 * @param publicUrl the base of all links; if empty, links use the address that the client used
 * @param threads the number of threads of the diff
 * @param address the host and port that identify this instance in the status
 * @param member the {@code group.instance.id} in the consumer group of the diff; if empty, the
 *     member is dynamic. A static member gets its tasks back after a restart, and the others wait
 *     ten seconds for it. The id must be unique. No environment variable sets it
 * @param feed the limits on the clients of the feed
 * @param changesHeld the maximum number of changes in memory, of about 1 KB each
 * @param images the hosts from which the page may load images
 * @param drain the time for which the API still serves requests after the service has reported that
 *     it is not ready, before it stops: a little longer than the interval of a load balancer's
 *     checks
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
    /** The default maximum number of changes in memory. */
    public static final int CHANGES_HELD = 100_000;

    static final String MANAGEMENT_PORT = "MANAGEMENT_PORT";

    /** Reads the settings. The environment collects all errors. */
    public static StreamsSettings from(Environment environment) {
        var httpPort = environment.port(ApiServer.PORT_SETTING, 8080);
        return new StreamsSettings(
                httpPort,
                environment.port(MANAGEMENT_PORT, 8081),
                environment.httpUrl("HTTP_PUBLIC_URL"),
                environment.integer("STREAM_THREADS", 1, 1, 100),
                environment.hostAndPort("INSTANCE_ADDRESS", hostName() + ":" + httpPort),
                Optional.empty(),
                new FeedLimits(
                        environment.integer("FEED_CLIENTS", FeedLimits.DEFAULT.clients(), 1, 100_000),
                        environment.integer(
                                "FEED_CLIENTS_PER_ADDRESS", FeedLimits.DEFAULT.clientsPerAddress(), 1, 100_000)),
                environment.integer("CHANGES_HELD", CHANGES_HELD, 1, 10_000_000),
                ImageHosts.from(environment),
                Duration.ofSeconds(environment.integer("DRAIN_SECONDS", 0, 0, 600)));
    }

    /** Returns the properties of the Kafka Streams applications. */
    public StreamsProperties properties(KafkaSettings kafka) {
        return new StreamsProperties(kafka, threads, address, member);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
