package io.github.spacecrafttracker.bench;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.http.HttpServer;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.streams.catalogue.Catalogue;
import io.github.spacecrafttracker.streams.catalogue.CatalogueMeters;
import io.github.spacecrafttracker.streams.catalogue.CatalogueTopology;
import io.github.spacecrafttracker.streams.http.ApiServer;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.github.spacecrafttracker.streams.http.ll2.SpacecraftApi;
import io.github.spacecrafttracker.topic.Topics;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The catalogue and the server of the streams service. The reference is a route of the same server
 * that serves bytes from memory with the same headers.
 */
final class CatalogueServer implements AutoCloseable {
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);

    private final Instant asOf = Instant.now();
    private final KafkaStreams streams;
    private final Catalogue catalogue;
    private final HttpServer http;
    private volatile List<byte[]> memory = List.of();

    public CatalogueServer(KafkaSettings kafka) throws StartException {
        var topology = new CatalogueTopology(
                        Topics.withPrefix(kafka.topicPrefix()), new CatalogueMeters(new SimpleMeterRegistry()))
                .get();
        streams = new KafkaStreams(topology, properties(kafka));
        catalogue = new Catalogue(streams);
        var api = new SpacecraftApi(catalogue, BaseUrl.of(Optional.empty()), Clock.systemUTC());
        http = ApiServer.start("127.0.0.1", 0, 0, new SimpleMeterRegistry(), config -> {
            api.addTo(config);
            config.routes.get("/memory/{number}", this::fromMemory);
        });
    }

    /** Reads the topics until the server serves lists, and returns the time that this took. */
    public Duration start() throws InterruptedException {
        var before = System.nanoTime();
        streams.start();
        while (catalogue.asOf().isEmpty()) {
            if (System.nanoTime() - before > READY_TIMEOUT.toNanos()) {
                throw new IllegalStateException("The catalogue is not ready after " + READY_TIMEOUT);
            }
            Thread.sleep(1);
        }
        return Duration.ofNanos(System.nanoTime() - before);
    }

    public int port() {
        return http.port();
    }

    /** Sets the bodies of the reference route, by number. */
    public void remember(List<byte[]> bodies) {
        memory = List.copyOf(bodies);
    }

    private void fromMemory(Context context) {
        context.status(HttpStatus.OK)
                .header(Header.ALLOW, "GET, HEAD, OPTIONS")
                .header("As-Of", Json.time(asOf))
                .header(Header.AGE, "0")
                .header(Header.VARY, Header.ACCEPT)
                .contentType("application/json")
                .result(memory.get(Integer.parseInt(context.pathParam("number"))));
    }

    private static Properties properties(KafkaSettings kafka) {
        var properties = new Properties();
        properties.putAll(kafka.streams());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, kafka.topicPrefix() + "-catalogue");
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        return properties;
    }

    @Override
    public void close() {
        http.close();
        streams.close(Duration.ofSeconds(20));
    }
}
