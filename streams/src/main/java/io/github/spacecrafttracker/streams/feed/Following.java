package io.github.spacecrafttracker.streams.feed;

import io.github.spacecrafttracker.streams.changes.Batch;
import io.github.spacecrafttracker.streams.changes.Batch.Place;
import io.github.spacecrafttracker.streams.changes.Batch.Step;
import io.github.spacecrafttracker.streams.changes.ChangeFilter;
import io.github.spacecrafttracker.streams.changes.ChangeLog;
import io.github.spacecrafttracker.streams.changes.CursorException;
import io.github.spacecrafttracker.streams.changes.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one client is in the log, and what comes next for it: from memory at once, and older changes once they were read from the brokers, which another thread
 * waits for. For one thread at a time.
 */
final class Following {
    private static final Logger logger = LoggerFactory.getLogger(Following.class);
    private static final int PIECE = 16;
    private static final int OLDER = 256;

    private final ChangeLog log;
    private final ChangeFilter filter;
    private final Executor catchingUp;
    private final Runnable read;
    private final Consumer<String> failed;
    private final Deque<Step> waiting = new ArrayDeque<>();
    private final AtomicReference<@Nullable Batch> older = new AtomicReference<>();
    private volatile boolean readsOlder;
    private Place place;

    /**
     * @param catchingUp reads older changes, and may wait meanwhile
     * @param read told when some were read, by that thread
     * @param failed told why they cannot be read, for machines, by that thread
     */
    Following(
            ChangeLog log,
            ChangeFilter filter,
            Position from,
            Executor catchingUp,
            Runnable read,
            Consumer<String> failed) {
        this.log = log;
        this.filter = filter;
        this.place = Place.at(from);
        this.catchingUp = catchingUp;
        this.read = read;
        this.failed = failed;
    }

    /** The next changes for this client, a piece of them; empty: none now. */
    List<Step> next() {
        while (true) {
            if (!waiting.isEmpty()) {
                return piece();
            }
            var ready = older.getAndSet(null);
            if (ready != null) {
                waiting.addAll(ready.steps());
                place = ready.end();
            } else if (readsOlder) {
                return List.of();
            } else {
                var recent = log.recent(place, filter, PIECE);
                if (recent.isEmpty()) {
                    readOlder();
                    return List.of();
                }
                place = recent.get().end();
                if (!recent.get().steps().isEmpty() || !recent.get().more()) {
                    return recent.get().steps();
                }
            }
        }
    }

    /** After all that was passed over, once there is nothing next. */
    Position position() {
        return place.position();
    }

    private List<Step> piece() {
        var piece = new ArrayList<Step>();
        while (piece.size() < PIECE && !waiting.isEmpty()) {
            piece.add(waiting.removeFirst());
        }
        return piece;
    }

    private void readOlder() {
        readsOlder = true;
        var from = place;
        catchingUp.execute(() -> {
            try {
                older.set(log.forward(from, filter, OLDER));
            } catch (CursorException e) {
                failed.accept(e.reason().code());
            } catch (KafkaException e) {
                failed.accept("unavailable");
            } catch (RuntimeException e) {
                // A fault of ours: without this the stream would stay open and say nothing ever.
                logger.error("older changes could not be read for a client", e);
                failed.accept("unavailable");
            }
            readsOlder = false;
            read.run();
        });
    }
}
