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
 * A client that follows the feed, is cut off after a random number of bytes, wherever that is, and goes on where it was. What it does follows
 * from its seed.
 */
final class Follower implements Swarm.Client {
    private static final Pattern CE_ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private final Random random;
    private final String since;
    private final IntFunction<Wanted> wantedAt;
    private final List<ReceivedChanges> followings = new ArrayList<>();
    private Wanted wanted;
    private EventStreamReader reader;
    private String cursor = "";
    private @Nullable ReceivedChanges now;
    private long bytesLeft;
    private int cuts;
    private int connections;

    /** One that follows from the beginning. */
    Follower(long seed, IntFunction<Wanted> wantedAt, int cuts) {
        this(seed, "beginning", wantedAt, cuts);
    }

    /**
     * @param since where it begins, as the feed's parameter has it
     * @param wantedAt what it wants when it connects for the so-manieth time
     * @param cuts how often it is cut off; then it stays
     */
    Follower(long seed, String since, IntFunction<Wanted> wantedAt, int cuts) {
        this.since = since;
        this.random = new Random(seed);
        this.wantedAt = wantedAt;
        this.wanted = wantedAt.apply(0);
        this.reader = new EventStreamReader(this::upTo, this::take);
        this.cuts = cuts;
    }

    @Override
    public synchronized int choose(int servers) {
        return random.nextInt(servers);
    }

    @Override
    public synchronized ByteBuffer request() {
        wanted = wantedAt.apply(connections++);
        reader = new EventStreamReader(this::upTo, this::take);
        now = null;
        // Often within the head or the first events.
        bytesLeft = cuts > 0 ? 1 + random.nextInt(random.nextBoolean() ? 1_500 : 40_000) : Long.MAX_VALUE;
        var query = (cursor.isEmpty() ? "?since=" + since + "&" : "?") + wanted.query();
        return ByteBuffer.wrap(("GET /v1/changes" + query + " HTTP/1.1\r\nHost: feed\r\nAccept: text/event-stream\r\n"
                        + (cursor.isEmpty() ? "" : "Last-Event-ID: " + cursor + "\r\n") + "\r\n")
                .getBytes(US_ASCII));
    }

    @Override
    public synchronized boolean take(ByteBuffer bytes) {
        bytes.limit((int) Math.min(bytes.limit(), bytes.position() + bytesLeft));
        bytesLeft -= bytes.remaining();
        reader.read(bytes);
        if (bytesLeft == 0) {
            cuts--;
        }
        return bytesLeft > 0 && !reader.ended();
    }

    /** Over each connection that got as far as to its first cursor. */
    synchronized List<ReceivedChanges> followings() {
        return List.copyOf(followings);
    }

    synchronized boolean isConnected() {
        return now != null;
    }

    synchronized boolean hasSome() {
        return now != null && now.hasSome();
    }

    /** From now on it is cut off no more. */
    synchronized void settle() {
        cuts = 0;
        bytesLeft = Long.MAX_VALUE;
    }

    /** Whether it has all there is. */
    synchronized boolean isThere(CommittedChanges committed) {
        return now != null && now.isWhole(committed);
    }

    @Override
    public synchronized String toString() {
        return "a follower of \"%s\", connection %d, answered \"%s\", to be cut off %d times"
                .formatted(wanted.query(), connections, reader.status(), cuts);
    }

    /** The first is told before any event. */
    private void upTo(String read) {
        cursor = read;
        if (now == null) {
            now = new ReceivedChanges(wanted, read);
            followings.add(now);
        }
        now.upTo(read);
    }

    private void take(FeedClient.Event event) {
        var id = CE_ID.matcher(event.data());
        if (now != null && id.find()) {
            now.received(id.group(1));
        }
    }
}
