package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.service.kafka.BrokerReachability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads all change topics with one consumer: first from the start to their end, then as they grow.
 * Stops at the first failure from which Kafka's consumer does not recover.
 */
final class LiveTail implements AutoCloseable {
    private static final int MAX_BATCH = 1000;
    private static final Duration PROGRESS_TIMEOUT = Duration.ofSeconds(10);

    private final ChangeConsumer consumer;
    private final ChangeRecordReader reader;
    private final RecentChanges recent;
    private final LiveHistory history;
    private final BrokerReachability reachability = new BrokerReachability();
    private final List<Consumer<List<ChangeRecord>>> listeners;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread = new Thread(this::follow, "changes-tail");
    private volatile LogPosition published;
    private volatile boolean closing;

    /**
     * @param recent receives the changes first
     * @param history receives them second
     * @param listeners called with the changes in the order of reading; must not block
     */
    LiveTail(
            ChangeConsumer consumer,
            ChangeRecordReader reader,
            RecentChanges recent,
            LiveHistory history,
            List<Consumer<List<ChangeRecord>>> listeners) {
        this.consumer = consumer;
        this.reader = reader;
        this.recent = recent;
        this.history = history;
        this.published = recent.end();
        this.listeners = new CopyOnWriteArrayList<>(listeners);
    }

    void addListener(Consumer<List<ChangeRecord>> listener) {
        listeners.add(listener);
    }

    /**
     * Reads the topics to their current end, then starts a thread that follows them.
     *
     * @throws KafkaException if the topics cannot be read
     */
    void start() {
        readToEnd();
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns the position up to which the history and the listeners have received the changes. */
    LogPosition published() {
        return published;
    }

    BrokerReachability reachability() {
        return reachability;
    }

    /**
     * Returns a future that fails with the cause if the thread dies, and completes normally when
     * the tail is closed.
     */
    CompletableFuture<Void> ended() {
        return ended.copy();
    }

    @Override
    public void close() {
        closing = true;
        if (thread.isAlive()) {
            awaitEnd();
        } else {
            consumer.close();
        }
        ended.complete(null);
    }

    private void awaitEnd() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // Merges by time. The oldest record is known only if each partition has one waiting or is read
    // to its end.
    private void readToEnd() {
        var end = consumer.end();
        consumer.assign(recent.end());
        var merge = new TimeOrderedMerge();
        var unread = ChangeConsumer.partitionsBelow(recent.end(), end);
        long lastProgress = System.nanoTime();
        while (!unread.isEmpty()) {
            var next = consumer.next();
            unread.removeIf(partition -> !merge.has(partition) && next.next(partition) >= end.next(partition));
            var missing = new TreeSet<>(unread);
            missing.removeIf(merge::has);
            if (missing.isEmpty()) {
                drainWhileComplete(merge, unread);
            } else {
                // Only these partitions are polled, so that records of the other partitions do not
                // accumulate.
                consumer.poll(missing).forEach(merge::add);
                consumer.reportTo(reachability);
            }
            if (missing.isEmpty() || !consumer.next().equals(next)) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > PROGRESS_TIMEOUT.toNanos()) {
                throw new TimeoutException("the brokers did not respond within " + PROGRESS_TIMEOUT.toSeconds() + " s");
            }
        }
        drainWhileComplete(merge, Set.of());
        publish(List.of(), consumer.next());
    }

    private void drainWhileComplete(TimeOrderedMerge merge, Set<Integer> unread) {
        var upTo = recent.end();
        var changes = new ArrayList<ChangeRecord>();
        while (unread.stream().allMatch(merge::has)) {
            var taken = merge.removeOldest();
            if (taken.isEmpty()) {
                break;
            }
            var record = taken.get().record();
            upTo = upTo.with(taken.get().partition(), record.offset() + 1);
            reader.read(taken.get().partition(), record).ifPresent(changes::add);
            if (changes.size() == MAX_BATCH) {
                publish(changes, upTo);
                changes = new ArrayList<>();
            }
        }
        publish(changes, upTo);
    }

    private void follow() {
        try (consumer) {
            var all = IntStream.range(0, recent.end().size()).boxed().collect(Collectors.toSet());
            while (!closing) {
                var merge = new TimeOrderedMerge();
                consumer.poll(all).forEach(merge::add);
                consumer.reportTo(reachability);
                var changes = new ArrayList<ChangeRecord>();
                for (var taken = merge.removeOldest(); taken.isPresent(); taken = merge.removeOldest()) {
                    reader.read(taken.get().partition(), taken.get().record()).ifPresent(changes::add);
                }
                publish(changes, consumer.next());
            }
        } catch (RuntimeException e) {
            // Any exception is caught, because a failed listener must not stop the thread silently.
            ended.completeExceptionally(
                    new KafkaException("the reader of the change topics died: " + e.getMessage(), e));
        }
    }

    private void publish(List<ChangeRecord> changes, LogPosition upTo) {
        var update = recent.add(changes, upTo);
        if (!update.added().isEmpty()) {
            history.update(update.added(), update.dropped());
            listeners.forEach(listener -> listener.accept(update.added()));
        }
        published = upTo;
    }
}
