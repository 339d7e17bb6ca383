package io.github.spacecrafttracker.streams.feed;

import io.github.spacecrafttracker.service.EndlessReply;
import io.github.spacecrafttracker.streams.changes.ChangeFilter;
import io.github.spacecrafttracker.streams.changes.ChangeLog;
import io.github.spacecrafttracker.streams.changes.Position;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * One client that follows the feed. It reads the log at its own pace: one piece is written, asynchronously, and the next is read only when that was taken, so
 * that its queue is the log itself and it holds neither a thread nor more than one piece. Whoever has news wakes it with {@link #iterate}.
 */
final class Subscriber extends IteratingCallback {
    private static final int LEAST_RETRY_MILLIS = 2000;
    private static final int MOST_RETRY_MILLIS = 4000;
    private static final Duration SLOW = Duration.ofSeconds(10);
    private static final Duration STUCK = Duration.ofSeconds(60);

    private final ChangeLog log;
    private final Following following;
    private final LongSupplier nanoTime;
    private final Request request;
    private final Response response;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private Position told;
    private volatile boolean greeted;
    private volatile boolean aliveDue;
    private volatile @Nullable String closing;
    private boolean closed;
    private volatile long wroteAt;
    private volatile boolean writing;

    /**
     * @param catchingUp reads for it what is no longer held in memory, and may wait meanwhile
     * @param nanoTime as {@link System#nanoTime}
     */
    Subscriber(
            ChangeLog log,
            ChangeFilter filter,
            Position from,
            Executor catchingUp,
            LongSupplier nanoTime,
            Request request,
            Response response) {
        this.log = log;
        this.following = new Following(log, filter, from, catchingUp, this::iterate, this::close);
        this.told = from;
        this.nanoTime = nanoTime;
        this.wroteAt = nanoTime.getAsLong();
        this.request = request;
        this.response = response;
    }

    /** Completes when the client is gone, or the stream was ended. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Writes something if nothing was written for that long, and drops the client if it does not take what is written. */
    void keepAlive(Duration silence) {
        var since = sinceWriting();
        if (writing && since.compareTo(STUCK) > 0) {
            EndlessReply.drop(request);
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
        var frames = frames();
        if (frames.size() == 0) {
            return Action.IDLE;
        }
        wroteAt = nanoTime.getAsLong();
        writing = true;
        response.write(closed, frames.bytes(), this);
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

    private Frames frames() {
        var frames = new Frames();
        if (closing != null) {
            closed = true;
            return frames.retry(retryMillis()).closing(closing);
        }
        if (!greeted) {
            greeted = true;
            return frames.retry(retryMillis()).cursor(log.cursor(told));
        }
        for (var step : following.next()) {
            frames.change(step.change(), log.cursor(step.position()));
            told = step.position();
        }
        if (frames.size() == 0 && aliveDue) {
            keepAlive(frames);
        }
        aliveDue = false;
        return frames;
    }

    /** Of each its own: when an instance is gone, its clients do not come to another all at once. */
    private static int retryMillis() {
        return ThreadLocalRandom.current().nextInt(LEAST_RETRY_MILLIS, MOST_RETRY_MILLIS + 1);
    }

    /** What was passed over need not be passed over again. */
    private void keepAlive(Frames frames) {
        if (following.position().equals(told)) {
            frames.comment();
        } else {
            told = following.position();
            frames.cursor(log.cursor(told));
        }
    }
}
