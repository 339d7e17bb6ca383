package io.github.spacecrafttracker.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;

/** The readiness of a service, as {@code /health/ready} reports it. */
final class Readiness {
    private Readiness() {}

    /** Returns whether the service is ready; false if its port is not open yet. */
    static boolean isReady(String url) throws IOException {
        var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
        try {
            return connection.getResponseCode() == 200;
        } catch (ConnectException e) {
            return false;
        } finally {
            // A connection whose reply is not read remains open, and a service accepts a limited
            // number of connections.
            connection.disconnect();
        }
    }
}
