package io.github.spacecrafttracker.service.management;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.http.ConditionalReplies;
import io.github.spacecrafttracker.service.http.HttpLimits;
import io.github.spacecrafttracker.service.http.HttpServer;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.jspecify.annotations.Nullable;

/** What an orchestrator and Prometheus ask a service, on a port of its own. */
public final class ManagementServer implements AutoCloseable {
    private static final HttpLimits BOUNDS = new HttpLimits(256, 16);
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
        new HealthGauges(health).bindTo(metrics);
        return new ManagementServer(HttpServer.start(host, port, portSetting, BOUNDS, config -> {
            read(config, "/health/live", context -> tell(context, "live", health.notLive(), health.notes()));
            read(config, "/health/ready", context -> tell(context, "ready", health.notReady(), health.notes()));
            read(config, "/metrics", context -> tell(context, metrics));
            config.routes.after("/metrics", new ConditionalReplies());
        }));
    }

    // HEAD as well: Javalin would say 200 to it without asking the handler.
    private static void read(JavalinConfig config, String path, Handler handler) {
        config.routes.get(path, handler);
        config.routes.head(path, handler);
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    private static void tell(Context context, String state, List<String> whyNot, List<String> notes) {
        var body = new LinkedHashMap<String, Object>();
        body.put("status", whyNot.isEmpty() ? state : "not " + state);
        if (!whyNot.isEmpty()) {
            body.put("reasons", whyNot);
        }
        if (!notes.isEmpty()) {
            body.put("notes", notes);
        }
        context.status(whyNot.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .result(Json.MAPPER.writeValueAsBytes(body));
    }

    /** In the format that is wanted most: OpenMetrics, or else Prometheus' own text. */
    private static void tell(Context context, PrometheusMeterRegistry metrics) {
        var format = format(context.header("Accept"));
        context.contentType(format).result(metrics.scrape(format));
    }

    private static String format(@Nullable String accepted) {
        return ranges(accepted).stream()
                .filter(range -> range.startsWith(OPEN_METRICS) || range.startsWith(TEXT) || range.startsWith("*/*"))
                .findFirst()
                .filter(range -> range.startsWith(OPEN_METRICS))
                .map(range -> OPEN_METRICS + "; version=1.0.0; charset=utf-8")
                .orElse(TEXT + "; version=0.0.4; charset=utf-8");
    }

    private static List<String> ranges(@Nullable String accepted) {
        var ranges = new QuotedQualityCSV();
        try {
            ranges.addValue(accepted);
        } catch (IllegalArgumentException e) {
            // A quote that does not end. Who asks so is told as who asks for nothing.
            return List.of();
        }
        return ranges.getValues();
    }
}
