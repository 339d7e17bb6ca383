package io.github.spacecrafttracker.service.http;

import io.javalin.config.JavalinConfig;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The Jetty below Javalin: its bounds, and what it answers before any route is asked.
 *
 * @param crossOrigin empty: pages of other origins cannot read
 */
record JettyConfiguration(ListenAddress address, HttpLimits bounds, Optional<CrossOrigin> crossOrigin) {
    // As Javalin has it, but for %uXXXX, which it cannot decode and no standard knows.
    private static final UriCompliance PATHS =
            UriCompliance.LEGACY.without("PATHS", UriCompliance.Violation.UTF16_ENCODINGS);

    void addTo(JavalinConfig config) {
        var slowClients = new SlowClients(bounds.patience());
        config.http.maxRequestSize = bounds.sizes().body();
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
        http.setRequestHeaderSize(bounds.sizes().head());
        http.setIdleTimeout(bounds.patience().idle().toMillis());
    }

    private void configure(Server server, SlowClients slowClients) {
        server.setErrorHandler(errors());
        server.addBean(new NetworkConnectionLimit(bounds.connections(), server));
        server.setStopTimeout(bounds.patience().stop().toMillis());
        // Each that is inserted comes before those that were inserted already.
        server.insertHandler(new RequestLimits(bounds));
        server.insertHandler(slowClients);
        server.insertHandler(new GracefulHandler());
        crossOrigin.ifPresent(rule -> server.insertHandler(new CrossOriginReplies(rule)));
    }

    private JsonErrors errors() {
        return new JsonErrors(crossOrigin.map(CrossOrigin::ofReply).orElse(HttpFields.EMPTY));
    }

    private QueuedThreadPool threads() {
        var threads = new QueuedThreadPool(bounds.threads(), Math.min(4, bounds.threads()));
        threads.setName("http");
        threads.setDaemon(true);
        return threads;
    }
}
