package io.github.spacecrafttracker.service.http;

import io.javalin.config.JavalinConfig;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Configures the Jetty server that Javalin runs on: its limits, and what it answers before a route
 * is called.
 *
 * @param crossOrigin if empty, pages of other origins cannot read replies
 */
record JettyConfiguration(ListenAddress address, HttpLimits limits, Optional<CrossOrigin> crossOrigin) {
    // Javalin's choice, without %uXXXX, which it cannot decode and no standard defines.
    private static final UriCompliance PATHS =
            UriCompliance.LEGACY.without("PATHS", UriCompliance.Violation.UTF16_ENCODINGS);

    void addTo(JavalinConfig config) {
        var slowClients = new SlowClients(limits.timeouts());
        config.http.maxRequestSize = limits.sizes().body();
        config.jetty.threadPool = threads();
        config.jetty.modifyHttpConfiguration(this::configure);
        config.jetty.modifyServer(server -> configure(server, slowClients));
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(errors()));
        config.jetty.addConnector((server, http) -> {
            var connector = address.open(server, http);
            connector.addBean(slowClients, false);
            return connector;
        });
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
