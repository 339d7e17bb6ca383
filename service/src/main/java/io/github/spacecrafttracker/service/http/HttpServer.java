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

/** A Javalin server with {@link HttpLimits limits}. It returns all errors as {@link JsonErrors}. */
public final class HttpServer implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(HttpServer.class);

    private final Javalin javalin;
    private final ServerConnector connector;

    private HttpServer(Javalin javalin) {
        this.javalin = javalin;
        this.connector = (ServerConnector) javalin.jettyServer().server().getConnectors()[0];
    }

    /**
     * Starts a server without cross-origin headers, so pages of other origins cannot read its
     * replies.
     *
     * @param host name or address to listen on
     * @param port 0 for any free port
     * @param portSetting the name of the setting that the port comes from
     * @param routes adds routes and other configuration to Javalin; it may replace the error
     *     handlers
     * @throws StartException if the port is in use or its use is not permitted
     */
    public static HttpServer start(
            String host, int port, String portSetting, HttpLimits limits, Consumer<JavalinConfig> routes)
            throws StartException {
        return start(new JettyConfiguration(host, port, portSetting, limits, Optional.empty()), routes);
    }

    /** Starts a server with cross-origin headers, so pages of any origin can read its replies. */
    public static HttpServer start(
            String host,
            int port,
            String portSetting,
            HttpLimits limits,
            CrossOrigin crossOrigin,
            Consumer<JavalinConfig> routes)
            throws StartException {
        return start(new JettyConfiguration(host, port, portSetting, limits, Optional.of(crossOrigin)), routes);
    }

    private static HttpServer start(JettyConfiguration jetty, Consumer<JavalinConfig> routes) throws StartException {
        try {
            return new HttpServer(Javalin.create(config -> {
                        configure(config);
                        jetty.addTo(config);
                        routes.accept(config);
                    })
                    .start());
        } catch (UncheckedIOException e) {
            throw jetty.explain(e);
        }
    }

    /** Returns the port that the server listens on. */
    public int port() {
        return javalin.port();
    }

    /**
     * Closes each connection after its next reply, so that clients disconnect before the server
     * closes. Requests are still served.
     */
    public void drainConnections() {
        connector
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .setPersistentConnectionsEnabled(false);
    }

    /**
     * Accepts no new requests, waits a limited time for those in progress, aborts the rest, and
     * closes.
     */
    @Override
    public void close() {
        try {
            javalin.stop();
        } catch (JavalinException e) {
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            // At this point, Jetty has closed everything.
            logger.warn("Requests that were still in progress were aborted");
        }
    }

    private static void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        // Javalin's compression adds neither Vary nor an ETag for each form; EtagAndGzip does.
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
