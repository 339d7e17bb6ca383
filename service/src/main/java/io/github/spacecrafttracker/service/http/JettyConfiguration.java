package io.github.spacecrafttracker.service.http;

import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.service.text.Causes;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Configures the Jetty server on which Javalin runs: its address, its limits, and the replies that
 * it sends before routing.
 *
 * @param host name or address to listen on
 * @param port 0 for any free port
 * @param portSetting the name of the setting that the port comes from
 * @param crossOrigin if empty, pages of other origins cannot read replies
 */
record JettyConfiguration(
        String host, int port, String portSetting, HttpLimits limits, Optional<CrossOrigin> crossOrigin) {
    // Javalin's choice, without %uXXXX, which Javalin cannot decode and no standard defines.
    private static final UriCompliance PATHS =
            UriCompliance.LEGACY.without("PATHS", UriCompliance.Violation.UTF16_ENCODINGS);

    /**
     * Configures a server that has not started.
     *
     * @throws UncheckedIOException when Javalin creates the server; see {@link #explain}
     */
    void addTo(JavalinConfig config) {
        var slowClients = new SlowClients(limits.timeouts());
        config.http.maxRequestSize = limits.sizes().body();
        config.jetty.threadPool = threads();
        config.jetty.modifyHttpConfiguration(this::configure);
        config.jetty.modifyServer(server -> configure(server, slowClients));
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(errors()));
        config.jetty.addConnector((server, http) -> {
            var connector = listen(server, http);
            connector.addBean(slowClients, false);
            return connector;
        });
    }

    /** Describes why the port could not be opened, and the remedy. */
    StartException explain(UncheckedIOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    && String.valueOf(cause.getMessage()).contains("in use")) {
                return new StartException(
                        portSetting + " " + port + " is in use on " + host + ": set " + portSetting + " to a free port",
                        failure);
            }
        }
        return new StartException(
                "cannot listen on port " + port + " (" + portSetting + ") of " + host + ": set " + portSetting
                        + " to a port that this process may use: " + Causes.inOneLine(failure),
                failure);
    }

    /**
     * Opens the port before the server starts, because Jetty's start would log a failure with its
     * stack trace.
     */
    private ServerConnector listen(Server server, HttpConfiguration http) {
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

    private void configure(HttpConfiguration http) {
        http.setUriCompliance(PATHS);
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(limits.sizes().head());
        http.setIdleTimeout(limits.timeouts().idle().toMillis());
    }

    private void configure(Server server, SlowClients slowClients) {
        server.setErrorHandler(errors());
        server.addBean(new NetworkConnectionLimit(limits.connections(), server));
        server.setStopTimeout(limits.timeouts().stop().toMillis());
        // Each handler is called before those that were inserted earlier.
        server.insertHandler(new RequestLimits(limits));
        server.insertHandler(slowClients);
        crossOrigin.ifPresent(server::insertHandler);
    }

    private JsonErrors errors() {
        return new JsonErrors(crossOrigin.map(CrossOrigin::ofReply).orElse(HttpFields.EMPTY));
    }

    private QueuedThreadPool threads() {
        var threads = new QueuedThreadPool(limits.threads(), Math.min(4, limits.threads()));
        threads.setName("http");
        threads.setDaemon(true);
        return threads;
    }
}
