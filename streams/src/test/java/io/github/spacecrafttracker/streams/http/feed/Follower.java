package io.github.spacecrafttracker.streams.http.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.spacecrafttracker.streams.ReceivedChanges;
import io.github.spacecrafttracker.streams.diff.CommittedChanges;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client that follows the feed, is disconnected after a random number of bytes, and continues
 * where it stopped. Its behaviour depends only on its seed.
 */
final class Follower implements ClientPool.Client {
    private static final Pattern CE_ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private final Random random;
    private final String since;
    private final IntFunction<FeedQuery> queries;
    private final List<ReceivedChanges> connections = new ArrayList<>();
    private FeedQuery query;
    private EventStreamReader reader;
    private String cursor = "";
    private @Nullable ReceivedChanges current;
    private long bytesLeft;
    private int cutsLeft;
    private int connectionCount;

    /** Creates a client that starts at the beginning. */
    Follower(long seed, IntFunction<FeedQuery> queries, int cuts) {
        this(seed, "beginning", queries, cuts);
    }

    /**
     * @param since the feed's parameter with the start position
     * @param queries the query of each connection, by number
     * @param cuts the number of disconnections
     */
    Follower(long seed, String since, IntFunction<FeedQuery> queries, int cuts) {
        this.since = since;
        this.random = new Random(seed);
        this.queries = queries;
        this.query = queries.apply(0);
        this.reader = new EventStreamReader(this::onCursor, this::onEvent);
        this.cutsLeft = cuts;
    }

    @Override
    public synchronized int choose(int servers) {
        return random.nextInt(servers);
    }

    @Override
    public synchronized ByteBuffer request() {
        query = queries.apply(connectionCount++);
        reader = new EventStreamReader(this::onCursor, this::onEvent);
        current = null;
        // Many disconnections are within the headers or the first events.
        bytesLeft = cutsLeft > 0 ? 1 + random.nextInt(random.nextBoolean() ? 1_500 : 40_000) : Long.MAX_VALUE;
        var parameters = (cursor.isEmpty() ? "?since=" + since + "&" : "?") + query.query();
        return ByteBuffer.wrap(
                ("GET /v1/changes" + parameters + " HTTP/1.1\r\nHost: feed\r\nAccept: text/event-stream\r\n"
                                + (cursor.isEmpty() ? "" : "Last-Event-ID: " + cursor + "\r\n") + "\r\n")
                        .getBytes(US_ASCII));
    }

    @Override
    public synchronized boolean take(ByteBuffer bytes) {
        bytes.limit((int) Math.min(bytes.limit(), bytes.position() + bytesLeft));
        bytesLeft -= bytes.remaining();
        reader.read(bytes);
        if (bytesLeft == 0) {
            cutsLeft--;
        }
        return bytesLeft > 0 && !reader.hasEnded();
    }

    /** Returns the changes received over each connection that received a cursor. */
    synchronized List<ReceivedChanges> connections() {
        return List.copyOf(connections);
    }

    synchronized boolean isConnected() {
        return current != null;
    }

    synchronized boolean hasReceived() {
        return current != null && current.hasSome();
    }

    /** Ends the disconnections of this client. */
    synchronized void settle() {
        cutsLeft = 0;
        bytesLeft = Long.MAX_VALUE;
    }

    /** Returns whether the client has received every change that matches its query. */
    synchronized boolean hasEverything(CommittedChanges committed) {
        return current != null && current.isWhole(committed);
    }

    @Override
    public synchronized String toString() {
        return "follower of \"%s\", connection %d, status \"%s\", %d disconnections left"
                .formatted(query.query(), connectionCount, reader.status(), cutsLeft);
    }

    /** Called for each cursor; the first cursor precedes all events. */
    private void onCursor(String read) {
        cursor = read;
        if (current == null) {
            current = new ReceivedChanges(query, read);
            connections.add(current);
        }
        current.upTo(read);
    }

    private void onEvent(FeedClient.Event event) {
        var id = CE_ID.matcher(event.data());
        if (current != null && id.find()) {
            current.received(id.group(1));
        }
    }
}
