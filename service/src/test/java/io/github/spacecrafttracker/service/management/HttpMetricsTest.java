package io.github.spacecrafttracker.service.management;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.service.http.HttpLimits;
import io.github.spacecrafttracker.service.http.HttpServer;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.javalin.http.NotFoundResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpMetricsTest {
    private static final String COUNTER = "tracker.http.requests";
    private static final String TIMER = "tracker.http.request.duration";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final CompletableFuture<Void> endless = new CompletableFuture<>();
    private HttpServer server;

    @BeforeEach
    void start() throws StartException {
        server = HttpServer.start("127.0.0.1", 0, "HTTP_PORT", new HttpLimits(64, 4), config -> {
            new HttpMetrics(registry, List.of(200, 404, 500)).addTo(config);
            config.routes.get("/spacecraft/{id}/", context -> context.result("one"));
            config.routes.get("/missing/{id}/", context -> {
                throw new NotFoundResponse();
            });
            config.routes.get("/bug", context -> {
                throw new IllegalStateException("inside");
            });
            config.routes.get("/wait", context -> mayEnd.await());
            config.routes.get("/endless", context -> context.future(() -> endless));
        });
    }

    @AfterEach
    void stop() {
        mayEnd.countDown();
        server.close();
    }

    @Test
    void requests_are_counted_by_route_template_and_status() throws Exception {
        get("/spacecraft/1/");
        get("/spacecraft/2/?limit=3");
        get("/missing/1/");
        get("/bug");
        get("/spacecraft/" + "x".repeat(5000) + "/");
        get("/nothing");
        get("/nothing/else");

        await().untilAsserted(() -> assertThat(counted())
                .isEqualTo(Map.of(
                        "/spacecraft/{id}/ 200", 2L,
                        "/missing/{id}/ 404", 1L,
                        "/bug 500", 1L,
                        "none 414", 1L,
                        "none 404", 2L)));
    }

    @Test
    void each_route_and_status_has_a_count_of_zero_before_the_first_request() {
        var routes = Set.of("none", "/spacecraft/{id}/", "/missing/{id}/", "/bug", "/wait", "/endless");

        assertThat(registry.find(COUNTER).counters())
                .hasSize(3 * routes.size())
                .allSatisfy(counter -> assertThat(counter.count()).isZero())
                .extracting(counter -> counter.getId().getTag("status"))
                .containsOnly("200", "404", "500");
        assertThat(registry.find(COUNTER).counters())
                .extracting(counter -> counter.getId().getTag("route"))
                .containsOnly(routes.toArray(String[]::new));
    }

    @Test
    void durations_are_measured_as_a_histogram_in_seconds() throws Exception {
        get("/spacecraft/1/");

        await().untilAsserted(() -> assertThat(registry.find(TIMER).timers()).hasSize(1));
        var histogram = registry.get(TIMER)
                .tag("route", "/spacecraft/{id}/")
                .tag("status", "200")
                .timer()
                .takeSnapshot();
        assertThat(histogram.total()).isPositive();
        assertThat(histogram.histogramCounts()).hasSizeGreaterThan(10);
    }

    @Test
    void a_request_counts_as_in_progress_and_its_connection_as_open_until_its_reply_has_ended() throws Exception {
        assertThat(gauge("tracker.http.connections")).isZero();

        var reply = client.sendAsync(request("/wait"), BodyHandlers.discarding());

        await().untilAsserted(
                        () -> assertThat(gauge("tracker.http.requests.in.work")).isEqualTo(1));
        assertThat(gauge("tracker.http.connections")).isEqualTo(1);
        assertThat(counted()).isEmpty();

        mayEnd.countDown();
        reply.get();

        await().untilAsserted(
                        () -> assertThat(gauge("tracker.http.requests.in.work")).isZero());
        assertThat(counted()).isEqualTo(Map.of("/wait 200", 1L));
    }

    @Test
    void a_reply_that_continues_after_its_handler_has_returned_counts_as_in_progress_until_it_ends() throws Exception {
        var reply = client.sendAsync(request("/endless"), BodyHandlers.discarding());
        await().untilAsserted(
                        () -> assertThat(gauge("tracker.http.requests.in.work")).isEqualTo(1));
        assertThat(counted()).isEmpty();

        endless.complete(null);
        reply.get();

        await().untilAsserted(() -> assertThat(counted()).isEqualTo(Map.of("/endless 200", 1L)));
        assertThat(gauge("tracker.http.requests.in.work")).isZero();
    }

    private void get(String path) throws Exception {
        client.send(request(path), BodyHandlers.discarding());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method("GET", BodyPublishers.noBody())
                .build();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    /** Returns the counts above zero. */
    private Map<String, Long> counted() {
        var counted = new TreeMap<String, Long>();
        for (var counter : registry.find(COUNTER).counters()) {
            if (counter.count() > 0) {
                var id = counter.getId();
                counted.put(id.getTag("route") + " " + id.getTag("status"), (long) counter.count());
            }
        }
        return counted;
    }
}
