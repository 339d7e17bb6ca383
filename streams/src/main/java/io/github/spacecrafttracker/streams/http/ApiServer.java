package io.github.spacecrafttracker.streams.http;

import io.github.spacecrafttracker.service.http.CrossOrigin;
import io.github.spacecrafttracker.service.http.EtagAndGzip;
import io.github.spacecrafttracker.service.http.HttpLimits;
import io.github.spacecrafttracker.service.http.HttpServer;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.service.management.HttpMetrics;
import io.javalin.config.JavalinConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Consumer;

/**
 * Starts the HTTP server of the API with limits, metrics, cross-origin headers and conditional
 * requests.
 */
public final class ApiServer {
    /** The setting for its port. */
    public static final String PORT_SETTING = "HTTP_PORT";

    private static final int MAX_CONNECTIONS = 512;
    private static final int MAX_REQUESTS = 128;
    private static final List<Integer> STATUSES =
            List.of(200, 204, 301, 304, 400, 404, 405, 406, 410, 413, 414, 429, 431, 500, 503);
    private static final List<String> EXPOSED_HEADERS = List.of("As-Of", "Age", "Allow", "ETag", "Link", "Retry-After");

    private ApiServer() {}

    /**
     * Starts the server.
     *
     * @param streams the number of additional connections for clients of the event stream
     * @throws StartException see {@link HttpServer#start}
     */
    public static HttpServer start(
            String host, int port, int streams, MeterRegistry meters, Consumer<JavalinConfig> routes)
            throws StartException {
        var limits = new HttpLimits(MAX_CONNECTIONS + streams, MAX_REQUESTS);
        var crossOrigin = new CrossOrigin(EXPOSED_HEADERS);
        return HttpServer.start(host, port, PORT_SETTING, limits, crossOrigin, config -> {
            new HttpMetrics(meters, STATUSES).addTo(config);
            routes.accept(config);
            config.routes.after(new EtagAndGzip());
        });
    }
}
