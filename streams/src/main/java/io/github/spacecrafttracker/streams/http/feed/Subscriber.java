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
 * A client that follows the feed. It reads the log at its own pace: a chunk is written
 * asynchronously, and the next one is read only after the client has received it. A client
 * therefore needs no thread, no queue, and memory for only one chunk. {@link #iterate} resumes
 * writing when there are new changes.
 */
final class Subscriber extends IteratingCallback {
    private static final String CURSOR_EXPIRED = "cursor-expired";
    private static final int CHUNK_CHANGES = 16;
    private static final int MIN_RETRY_MILLIS = 2000;
    private static final int MAX_RETRY_MILLIS = 4000;
    private static final Duration SLOW = Duration.ofSeconds(10);
    private static final Duration STUCK = Duration.ofSeconds(60);

    private final ChangeLog log;
    private final ChangeFilter filter;
    private final LongSupplier nanoTime;
    private final Request request;
    private final Response response;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private LogPosition writtenUpTo;
    private ReadPosition place;
    private volatile boolean hasBegun;
    private volatile boolean keepAliveDue;
    private volatile @Nullable String closeReason;
    private boolean closed;
    private volatile long lastWriteAt;
    private volatile boolean writing;

    /** @param nanoTime a clock like {@link System#nanoTime} */
    Subscriber(
            ChangeLog log,
            ChangeFilter filter,
            LogPosition start,
            LongSupplier nanoTime,
            Request request,
            Response response) {
        this.log = log;
        this.filter = filter;
        this.writtenUpTo = start;
        this.place = ReadPosition.at(start);
        this.nanoTime = nanoTime;
        this.lastWriteAt = nanoTime.getAsLong();
        this.request = request;
        this.response = response;
    }

    /** Returns a future that completes when the client has disconnected or the stream has ended. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /**
     * Writes a comment or a cursor if nothing was written for this long. Disconnects a client that
     * does not receive data.
     */
    void keepAlive(Duration silence) {
        var elapsed = sinceLastWrite();
        if (writing && elapsed.compareTo(STUCK) > 0) {
            StreamingReply.drop(request);
        } else if (!writing && elapsed.compareTo(silence) >= 0) {
            keepAliveDue = true;
            iterate();
        }
    }

    /** Ends the stream with a stable reason code. The client's cursor remains valid. */
    void close(String reason) {
        if (closeReason == null) {
            closeReason = reason;
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
            if (sinceLastWrite().compareTo(SLOW) > 0 && closeReason == null) {
                closeReason = "too-slow";
            }
        }
        var events = nextChunk();
        if (events.size() == 0) {
            return Action.IDLE;
        }
        lastWriteAt = nanoTime.getAsLong();
        writing = true;
        response.write(closed, events.bytes(), this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleted(@Nullable Throwable failure) {
        ended.complete(null);
    }

    /** Returns the time since the last write began, whether or not it is complete. */
    private Duration sinceLastWrite() {
        return Duration.ofNanos(nanoTime.getAsLong() - lastWriteAt);
    }

    private SseWriter nextChunk() {
        var events = new SseWriter();
        if (closeReason != null) {
            closed = true;
            events.retry(retryMillis());
            return closeReason.equals(CURSOR_EXPIRED)
                    ? events.expired(log.cursor(log.beginning()), log.topics())
                    : events.closing(closeReason);
        }
        if (!hasBegun) {
            hasBegun = true;
            return events.retry(retryMillis()).cursor(log.cursor(writtenUpTo));
        }
        var batch = log.forward(place, filter, CHUNK_CHANGES);
        if (batch.isEmpty()) {
            closeReason = CURSOR_EXPIRED;
            return nextChunk();
        }
        place = batch.get().end();
        for (var step : batch.get().entries()) {
            events.change(step.change(), log.cursor(step.position()));
            writtenUpTo = step.position();
        }
        if (events.size() == 0 && keepAliveDue) {
            writeKeepAlive(events);
        }
        keepAliveDue = false;
        return events;
    }

    /**
     * Returns a random delay, so that the clients of a failed instance do not all reconnect at
     * once.
     */
    private static int retryMillis() {
        return ThreadLocalRandom.current().nextInt(MIN_RETRY_MILLIS, MAX_RETRY_MILLIS + 1);
    }

    /**
     * Writes the current cursor if the filter skipped changes, so that they are not read again
     * after a reconnect.
     */
    private void writeKeepAlive(SseWriter events) {
        if (place.position().equals(writtenUpTo)) {
            events.comment();
        } else {
            writtenUpTo = place.position();
            events.cursor(log.cursor(writtenUpTo));
        }
    }
}
