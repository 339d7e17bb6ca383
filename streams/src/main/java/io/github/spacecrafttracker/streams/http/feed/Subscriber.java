package io.github.spacecrafttracker.streams.http.feed;

import io.github.spacecrafttracker.service.http.StreamingReply;
import io.github.spacecrafttracker.streams.changelog.ChangeFilter;
import io.github.spacecrafttracker.streams.changelog.ChangeLog;
import io.github.spacecrafttracker.streams.changelog.ChangeSlice.ReadPosition;
import io.github.spacecrafttracker.streams.changelog.LogPosition;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * One client that follows the feed. It reads the log at its own pace: one piece is written asynchronously, and the next
 * is read only when the client has taken it. So its queue is the log itself, and it holds neither a thread nor more than
 * one piece. {@link #iterate} wakes it when there are changes.
 */
final class Subscriber extends IteratingCallback {
    private static final int PIECE = 16;
    private static final int LEAST_RETRY_MILLIS = 2000;
    private static final int MOST_RETRY_MILLIS = 4000;
    private static final Duration SLOW = Duration.ofSeconds(10);
    private static final Duration STUCK = Duration.ofSeconds(60);

    private final ChangeLog log;
    private final ChangeFilter filter;
    private final LongSupplier nanoTime;
    private final Request request;
    private final Response response;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private LogPosition written;
    private ReadPosition place;
    private boolean expired;
    private volatile boolean greeted;
    private volatile boolean aliveDue;
    private volatile @Nullable String closing;
    private boolean closed;
    private volatile long wroteAt;
    private volatile boolean writing;

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    Subscriber(
            ChangeLog log,
            ChangeFilter filter,
            LogPosition from,
            LongSupplier nanoTime,
            Request request,
            Response response) {
        this.log = log;
        this.filter = filter;
        this.written = from;
        this.place = ReadPosition.at(from);
        this.nanoTime = nanoTime;
        this.wroteAt = nanoTime.getAsLong();
        this.request = request;
        this.response = response;
    }

    /** Completes when the client is gone, or the stream has ended. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Writes something if nothing was written for that long, and drops the client if it does not take what is written. */
    void keepAlive(Duration silence) {
        var since = sinceWriting();
        if (writing && since.compareTo(STUCK) > 0) {
            StreamingReply.drop(request);
        } else if (!writing && since.compareTo(silence) >= 0) {
            aliveDue = true;
            iterate();
        }
    }

    /** Ends the stream with a reason, for machines; the client's cursor stays good. */
    void close(String reason) {
        if (closing == null) {
            closing = reason;
        }
        iterate();
    }

    @Override
    protected Action process() {
        if (closed) {
            return Action.SUCCEEDED;
        }
        if (writing) {
            writing = false;
            if (sinceWriting().compareTo(SLOW) > 0 && closing == null) {
                closing = "too-slow";
            }
        }
        var events = next();
        if (events.size() == 0) {
            return Action.IDLE;
        }
        wroteAt = nanoTime.getAsLong();
        writing = true;
        response.write(closed, events.bytes(), this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleted(@Nullable Throwable failure) {
        ended.complete(null);
    }

    /** How long ago the last piece was given to the client, whether it took it or not. */
    private Duration sinceWriting() {
        return Duration.ofNanos(nanoTime.getAsLong() - wroteAt);
    }

    private SseWriter next() {
        var events = new SseWriter();
        if (closing != null) {
            closed = true;
            events.retry(retryMillis());
            return expired ? events.expired(log.cursor(log.beginning()), log.topics()) : events.closing(closing);
        }
        if (!greeted) {
            greeted = true;
            return events.retry(retryMillis()).cursor(log.cursor(written));
        }
        var batch = log.forward(place, filter, PIECE);
        if (batch.isEmpty()) {
            expired = true;
            closing = "cursor-expired";
            return next();
        }
        place = batch.get().end();
        for (var step : batch.get().entries()) {
            events.change(step.change(), log.cursor(step.position()));
            written = step.position();
        }
        if (events.size() == 0 && aliveDue) {
            keepAlive(events);
        }
        aliveDue = false;
        return events;
    }

    /** Different for each client: if an instance is gone, its clients do not reconnect all at once. */
    private static int retryMillis() {
        return ThreadLocalRandom.current().nextInt(LEAST_RETRY_MILLIS, MOST_RETRY_MILLIS + 1);
    }

    /** A client need not skip again what its filter skipped. */
    private void keepAlive(SseWriter events) {
        if (place.position().equals(written)) {
            events.comment();
        } else {
            written = place.position();
            events.cursor(log.cursor(written));
        }
    }
}
