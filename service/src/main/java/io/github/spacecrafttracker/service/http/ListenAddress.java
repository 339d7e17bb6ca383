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
 * Where a server listens.
 *
 * @param host name or address
 * @param port 0 for any that is free
 * @param setting the name of the setting that the port is from
 */
record ListenAddress(String host, int port, String setting) {
    /**
     * Opens it before the server starts, which would log a failure with its stack.
     *
     * @throws UncheckedIOException see {@link #whyNot}
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

    /** Why it could not be opened, and what to do. */
    StartException whyNot(UncheckedIOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    && String.valueOf(cause.getMessage()).contains("in use")) {
                return new StartException(
                        setting + " " + port + " is in use on " + host + ": set " + setting + " to a free port",
                        failure);
            }
        }
        return new StartException(
                setting + " " + port + " cannot be listened on at " + host + ": set " + setting
                        + " to a port that may be used: " + Causes.inOneLine(failure),
                failure);
    }
}
