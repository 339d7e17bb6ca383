package io.github.spacecrafttracker.service.http;

import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.service.text.Causes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The address on which a server listens.
 *
 * @param host name or address
 * @param port 0 for any free port
 * @param setting the name of the setting that the port comes from
 */
record ListenAddress(String host, int port, String setting) {
    /**
     * Opens the port before the server starts, because the server would log a failure with its
     * stack.
     *
     * @throws UncheckedIOException see {@link #explain}
     */
    ServerConnector open(Server server, HttpConfiguration http) {
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

    /** Explains why the port could not be opened, and what to do. */
    StartException explain(UncheckedIOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    && String.valueOf(cause.getMessage()).contains("in use")) {
                return new StartException(
                        setting + " " + port + " is in use on " + host + ": set " + setting + " to a free port",
                        failure);
            }
        }
        return new StartException(
                "cannot listen on port " + port + " (" + setting + ") of " + host + ": set " + setting
                        + " to a port that this process may use: " + Causes.inOneLine(failure),
                failure);
    }
}
