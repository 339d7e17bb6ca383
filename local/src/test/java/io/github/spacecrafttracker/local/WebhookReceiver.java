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

/** Keeps what Alertmanager notifies it of. */
final class WebhookReceiver implements AutoCloseable {
    /** @param path that it came to, which tells the receiver of Alertmanager's configuration */
    record Notification(String path, Instant at, JsonNode message) {
        String alert() {
            return message.at("/groupLabels/alertname").asString();
        }

        /** One of each alert in it. */
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

    /** Without a path. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The oldest first; those that say that something is over, too. */
    List<Notification> received(String path) {
        return received.stream().filter(it -> it.path().equals(path)).toList();
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
