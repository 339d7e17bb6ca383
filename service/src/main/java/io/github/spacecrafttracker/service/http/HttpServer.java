package io.github.spacecrafttracker.service.http;

import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.service.text.Causes;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Javalin within bounds. Every error is told in one shape, see {@link JsonErrors}. */
public final class HttpServer implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(HttpServer.class);

    private final Javalin javalin;
    private final ServerConnector connector;

    private HttpServer(Javalin javalin) {
        this.javalin = javalin;
        this.connector = (ServerConnector) javalin.jettyServer().server().getConnectors()[0];
    }

    /**
     * Starts one that pages of other origins cannot read.
     *
     * @param host what to listen on, name or address
     * @param port 0 for any that is free
     * @param portSetting the name of the setting that the port is from
     * @param routes adds routes and whatever else to Javalin; it may replace how errors are told
     * @throws StartException the port is in use or may not be used
     */
    public static HttpServer start(
            String host, int port, String portSetting, HttpLimits bounds, Consumer<JavalinConfig> routes)
            throws StartException {
        return start(new ListenAddress(host, port, portSetting), bounds, Optional.empty(), routes);
    }

    /** As the other, for pages of any origin. */
    public static HttpServer start(
            String host,
            int port,
            String portSetting,
            HttpLimits bounds,
            CrossOrigin crossOrigin,
            Consumer<JavalinConfig> routes)
            throws StartException {
        return start(new ListenAddress(host, port, portSetting), bounds, Optional.of(crossOrigin), routes);
    }

    private static HttpServer start(
            ListenAddress address, HttpLimits bounds, Optional<CrossOrigin> crossOrigin, Consumer<JavalinConfig> routes)
            throws StartException {
        try {
            return new HttpServer(Javalin.create(config -> {
                        configure(config);
                        new JettyConfiguration(address, bounds, crossOrigin).addTo(config);
                        routes.accept(config);
                    })
                    .start());
        } catch (UncheckedIOException e) {
            throw address.whyNot(e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return javalin.port();
    }

    /** Has each connection closed after its next reply, so that clients have left before the server goes. Requests are answered as before. */
    public void letClientsGo() {
        connector
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .setPersistentConnectionsEnabled(false);
    }

    /** Takes no new requests, waits within bounds for those in work, cuts off what is left of them, and closes. */
    @Override
    public void close() {
        try {
            javalin.stop();
        } catch (JavalinException e) {
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            // By then Jetty has closed everything.
            logger.warn("requests that were still in work were cut off");
        }
    }

    private static void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.jsonMapper(new JsonBodies());
        // It neither says Vary nor gives each form an ETag of its own: see ConditionalReplies.
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.routes.exception(HttpResponseException.class, (e, context) -> error(context, e.getStatus()));
        config.routes.exception(Exception.class, (e, context) -> {
            logger.error("{} {} failed: {}", context.method(), context.path(), Causes.inOneLine(e));
            error(context, HttpStatus.INTERNAL_SERVER_ERROR.getCode());
        });
    }

    private static void error(Context context, int status) {
        context.status(status).result(JsonErrors.body(status)).contentType(JsonErrors.TYPE);
    }
}
