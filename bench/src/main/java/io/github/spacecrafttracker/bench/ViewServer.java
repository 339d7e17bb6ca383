package io.github.spacecrafttracker.bench;

import io.github.spacecrafttracker.service.HttpServer;
import io.github.spacecrafttracker.service.KafkaSettings;
import io.github.spacecrafttracker.service.StartException;
import io.github.spacecrafttracker.streams.ApiServer;
import io.github.spacecrafttracker.streams.api.SpacecraftApi;
import io.github.spacecrafttracker.streams.api.html.HtmlPage;
import io.github.spacecrafttracker.streams.view.View;
import io.github.spacecrafttracker.streams.view.ViewMeters;
import io.github.spacecrafttracker.streams.view.ViewTopology;
import io.github.spacecrafttracker.topic.Json;
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
 * The view and the server of the streams service, and next to the API the baseline: a route of the same server that serves bytes from
 * memory, with the same headers.
 */
final class ViewServer implements AutoCloseable {
    private static final Duration READY_AT_MOST = Duration.ofMinutes(2);

    private final Instant asOf = Instant.now();
    private final KafkaStreams streams;
    private final View view;
    private final HttpServer http;
    private volatile List<byte[]> memory = List.of();

    ViewServer(KafkaSettings kafka) throws StartException {
        var topology =
                new ViewTopology(Topics.under(kafka.topicPrefix()), new ViewMeters(new SimpleMeterRegistry())).get();
        streams = new KafkaStreams(topology, properties(kafka));
        view = new View(streams);
        var api = new SpacecraftApi(view, Optional.empty(), new HtmlPage(), Clock.systemUTC());
        http = ApiServer.start("127.0.0.1", 0, 0, new SimpleMeterRegistry(), config -> {
            api.addTo(config);
            config.routes.get("/memory/{number}", this::fromMemory);
        });
    }

    /** Reads the log until lists are answered. Returns the time that this took. */
    Duration start() throws InterruptedException {
        var before = System.nanoTime();
        streams.start();
        while (view.asOf().isEmpty()) {
            if (System.nanoTime() - before > READY_AT_MOST.toNanos()) {
                throw new IllegalStateException("The view is not ready after " + READY_AT_MOST);
            }
            Thread.sleep(1);
        }
        return Duration.ofNanos(System.nanoTime() - before);
    }

    int port() {
        return http.port();
    }

    /** Sets the bodies of the baseline, by number. */
    void remember(List<byte[]> bodies) {
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
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, kafka.topicPrefix() + "-view");
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
