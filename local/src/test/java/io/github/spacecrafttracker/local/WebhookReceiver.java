package io.github.spacecrafttracker.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.spacecrafttracker.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** Stores the notifications that Alertmanager sends. */
final class WebhookReceiver implements AutoCloseable {
    /**
     * @param path the path of the URL, which identifies the receiver in Alertmanager's
     *     configuration
     */
    record Notification(String path, Instant at, JsonNode message) {
        String alert() {
            return message.at("/groupLabels/alertname").asString();
        }

        /** Returns the summary of each alert in this notification. */
        List<String> summaries() {
            return message.path("alerts").values().stream()
                    .map(alert -> alert.at("/annotations/summary").asString())
                    .toList();
        }
    }

    private final List<Notification> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private WebhookReceiver(HttpServer server) {
        this.server = server;
    }

    static WebhookReceiver start() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        var receiver = new WebhookReceiver(server);
        server.createContext("/", receiver::receive);
        server.start();
        return receiver;
    }

    /** Returns the URL without a path. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns the notifications, including those of resolved alerts, oldest first. */
    List<Notification> received(String path) {
        return received.stream()
                .filter(notification -> notification.path().equals(path))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            received.add(new Notification(
                    exchange.getRequestURI().getPath(),
                    Instant.now(),
                    Json.MAPPER.readTree(exchange.getRequestBody())));
            exchange.sendResponseHeaders(200, -1);
        }
    }
}
