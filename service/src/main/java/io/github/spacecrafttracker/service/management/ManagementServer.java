package io.github.spacecrafttracker.service.management;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.http.EtagAndGzip;
import io.github.spacecrafttracker.service.http.HttpLimits;
import io.github.spacecrafttracker.service.http.HttpServer;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jetty.JettyServerThreadPoolMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.jspecify.annotations.Nullable;

/** Serves health checks and metrics on a separate port. */
public final class ManagementServer implements AutoCloseable {
    private static final HttpLimits LIMITS = new HttpLimits(256, 16);
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String TEXT = "text/plain";

    private final HttpServer server;

    private ManagementServer(HttpServer server) {
        this.server = server;
    }

    /** @throws StartException see {@link HttpServer#start} */
    public static ManagementServer start(
            String host, int port, String portSetting, Health health, PrometheusMeterRegistry metrics)
            throws StartException {
        gauge(metrics, "tracker.live", "0 if the process must be restarted", health::notLive);
        gauge(metrics, "tracker.ready", "0 while the service is not ready", health::notReady);
        return new ManagementServer(HttpServer.start(host, port, portSetting, LIMITS, config -> {
            config.jetty.modifyServer(
                    server -> new JettyServerThreadPoolMetrics(server.getThreadPool(), Tags.of("server", "management"))
                            .bindTo(metrics));
            addRoute(config, "/health/live", context -> reply(context, "live", health.notLive(), health.notes()));
            addRoute(config, "/health/ready", context -> reply(context, "ready", health.notReady(), health.notes()));
            addRoute(config, "/metrics", context -> reply(context, metrics));
            config.routes.after("/metrics", new EtagAndGzip());
        }));
    }

    private static void gauge(MeterRegistry registry, String name, String description, Supplier<List<String>> reasons) {
        Gauge.builder(name, () -> reasons.get().isEmpty() ? 1 : 0)
                .description(description)
                .register(registry);
    }

    /**
     * Adds routes for GET and HEAD. Javalin would respond to HEAD with 200 without calling the
     * handler.
     */
    private static void addRoute(JavalinConfig config, String path, Handler handler) {
        config.routes.get(path, handler);
        config.routes.head(path, handler);
    }

    /** Returns the port that the server listens on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    private static void reply(Context context, String state, List<String> reasonsAgainst, List<String> notes) {
        var body = new LinkedHashMap<String, Object>();
        body.put("status", reasonsAgainst.isEmpty() ? state : "not " + state);
        if (!reasonsAgainst.isEmpty()) {
            body.put("reasons", reasonsAgainst);
        }
        if (!notes.isEmpty()) {
            body.put("notes", notes);
        }
        context.status(reasonsAgainst.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .result(Json.MAPPER.writeValueAsBytes(body));
    }

    private static void reply(Context context, PrometheusMeterRegistry metrics) {
        var format = preferredFormat(context.header("Accept"));
        context.contentType(format).result(metrics.scrape(format));
    }

    /**
     * Returns OpenMetrics or Prometheus' text format, whichever the client prefers; text by
     * default.
     */
    private static String preferredFormat(@Nullable String accept) {
        return mediaRanges(accept).stream()
                .filter(range -> range.startsWith(OPEN_METRICS) || range.startsWith(TEXT) || range.startsWith("*/*"))
                .findFirst()
                .filter(range -> range.startsWith(OPEN_METRICS))
                .map(range -> OPEN_METRICS + "; version=1.0.0; charset=utf-8")
                .orElse(TEXT + "; version=0.0.4; charset=utf-8");
    }

    private static List<String> mediaRanges(@Nullable String accept) {
        var ranges = new QuotedQualityCSV();
        try {
            ranges.addValue(accept);
        } catch (IllegalArgumentException e) {
            // An unbalanced quotation mark. The header is ignored.
            return List.of();
        }
        return ranges.getValues();
    }
}
