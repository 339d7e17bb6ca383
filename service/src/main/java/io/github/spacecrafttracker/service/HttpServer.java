package io.github.spacecrafttracker.service;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Javalin within bounds. Every error is told in one shape, see {@link JsonErrors}. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private final Javalin javalin;

    private HttpServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * What one server may use.
     *
     * @param threads at most, four of them for Jetty's own work
     * @param connections at most; more are not accepted until others end
     * @param bodyBytes the largest body of a request
     */
    public record Bounds(int threads, int connections, int bodyBytes) {}

    /**
     * Starts one.
     *
     * @param host what to listen on, name or address
     * @param port 0 for any that is free
     * @param portSetting the name of the setting that the port is from
     * @param routes adds routes and whatever else to Javalin; it may replace how errors are told
     * @throws StartException the port is in use or may not be used
     */
    public static HttpServer start(
            String host, int port, String portSetting, Bounds bounds, Consumer<JavalinConfig> routes)
            throws StartException {
        try {
            return new HttpServer(Javalin.create(config -> {
                        configure(config, bounds);
                        config.jetty.addConnector((server, http) -> listening(server, http, host, port));
                        routes.accept(config);
                    })
                    .start());
        } catch (UncheckedIOException e) {
            throw new StartException(whyNot(host, port, portSetting, e), e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static void configure(JavalinConfig config, Bounds bounds) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = bounds.bodyBytes();
        config.jsonMapper(new JsonBodies());
        config.jetty.threadPool = threads(bounds.threads());
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendXPoweredBy(false);
            http.setRequestHeaderSize(8192);
        });
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new JsonErrors());
            server.addBean(new NetworkConnectionLimit(bounds.connections(), server));
        });
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JsonErrors()));
        config.routes.exception(HttpResponseException.class, (e, context) -> error(context, e.getStatus()));
        config.routes.exception(Exception.class, (e, context) -> {
            LOG.error("{} {} failed: {}", context.method(), context.path(), Cause.inOneLine(e));
            error(context, HttpStatus.INTERNAL_SERVER_ERROR.getCode());
        });
    }

    private static QueuedThreadPool threads(int most) {
        var threads = new QueuedThreadPool(most, Math.min(4, most));
        threads.setName("http");
        threads.setDaemon(true);
        return threads;
    }

    /** Opened before Javalin starts, which would log a failure with its stack. */
    private static ServerConnector listening(Server server, HttpConfiguration http, String host, int port) {
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        try {
            connector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return connector;
    }

    private static void error(Context context, int status) {
        context.status(status).result(JsonErrors.body(status)).contentType(JsonErrors.TYPE);
    }

    private static String whyNot(String host, int port, String portSetting, UncheckedIOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    && String.valueOf(cause.getMessage()).contains("in use")) {
                return portSetting + " " + port + " is in use on " + host + ": set " + portSetting + " to a free port";
            }
        }
        return portSetting + " " + port + " cannot be listened on at " + host + ": set " + portSetting
                + " to a port that may be used: " + Cause.inOneLine(failure);
    }
}
