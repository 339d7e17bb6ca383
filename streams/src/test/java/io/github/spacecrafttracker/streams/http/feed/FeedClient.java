package io.github.spacecrafttracker.streams.http.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A client that reads one event stream (HTML standard, section 9.2.6). */
public final class FeedClient implements AutoCloseable {
    private final HttpResponse<Stream<String>> response;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::read, "feed-client");
    public volatile String lastEventId = "";
    public volatile boolean ended;

    /** @param id the cursor of the position after the event */
    public record Event(String id, String type, String data) {}

    private FeedClient(HttpResponse<Stream<String>> response) {
        this.response = response;
        thread.setDaemon(true);
        thread.start();
    }

    /** @param lastEventId the {@code Last-Event-ID} header; null if it is not sent */
    public static FeedClient open(HttpClient http, int port, String target, @Nullable String lastEventId)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return new FeedClient(http.send(request.build(), HttpResponse.BodyHandlers.ofLines()));
    }

    public int status() {
        return response.statusCode();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** Waits for the next event. */
    public Event next() throws InterruptedException {
        var event = events.poll(30, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("No event was received within 30 s");
        }
        return event;
    }

    public List<Event> next(int count) throws InterruptedException {
        var list = new ArrayList<Event>();
        while (list.size() < count) {
            list.add(next());
        }
        return list;
    }

    @Override
    public void close() {
        thread.interrupt();
        response.body().close();
    }

    private void read() {
        var data = new StringBuilder();
        var type = "";
        var id = "";
        try (var lines = response.body()) {
            for (var line : (Iterable<String>) lines::iterator) {
                if (line.isEmpty()) {
                    lastEventId = id;
                    if (data.length() > 0) {
                        events.add(new Event(id, type, data.substring(0, data.length() - 1)));
                    }
                    data.setLength(0);
                    type = "";
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data.append(line, 6, line.length()).append('\n');
                }
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            // The connection was lost or closed. The events that were received before remain
            // available.
        } finally {
            ended = true;
        }
    }
}
