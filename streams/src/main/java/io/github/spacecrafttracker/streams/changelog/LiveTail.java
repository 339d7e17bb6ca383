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
 * Reads all change topics with one consumer, first from the start to their end and then as they grow, and passes on the
 * changes. It ends with any failure that Kafka's consumer does not recover from.
 */
final class LiveTail implements AutoCloseable {
    private static final int AT_A_TIME = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ChangeConsumer consumer;
    private final ChangeRecordReader events;
    private final RecentChanges recent;
    private final BrokerReachability contact = new BrokerReachability();
    private final List<Consumer<List<ChangeRecord>>> listeners;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread = new Thread(this::follow, "changes-tail");
    private volatile boolean closing;

    /**
     * @param recent receives the changes before the listeners do
     * @param listeners called with the changes in the order of reading; must not block
     */
    LiveTail(
            ChangeConsumer consumer,
            ChangeRecordReader events,
            RecentChanges recent,
            List<Consumer<List<ChangeRecord>>> listeners) {
        this.consumer = consumer;
        this.events = events;
        this.recent = recent;
        this.listeners = new CopyOnWriteArrayList<>(listeners);
    }

    void addListener(Consumer<List<ChangeRecord>> listener) {
        listeners.add(listener);
    }

    /**
     * Reads the topics to their present end before it returns, and follows them in a thread of its own afterwards.
     *
     * @throws KafkaException if they cannot be read
     */
    void start() {
        readToEnd();
        thread.setDaemon(true);
        thread.start();
    }

    BrokerReachability contact() {
        return contact;
    }

    /** Completes with the cause when the thread dies, and normally when it is closed. */
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

    /** Merges by time: the oldest record is known only while each partition has one waiting, or is read to its end. */
    private void readToEnd() {
        var end = consumer.end();
        consumer.assign(recent.end());
        var merge = new TimeOrderedMerge();
        var unread = ChangeConsumer.below(recent.end(), end);
        long lastProgress = System.nanoTime();
        while (!unread.isEmpty()) {
            var next = consumer.next();
            unread.removeIf(partition -> !merge.has(partition) && next.next(partition) >= end.next(partition));
            var missing = new TreeSet<>(unread);
            missing.removeIf(merge::has);
            if (missing.isEmpty()) {
                takeWhileComplete(merge, unread);
            } else {
                // Only these, so that the records of the others do not pile up.
                consumer.poll(missing).forEach(merge::add);
                consumer.report(contact);
            }
            if (missing.isEmpty() || !consumer.next().equals(next)) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
                throw new TimeoutException("the brokers did not answer within " + PATIENCE.toSeconds() + " s");
            }
        }
        takeWhileComplete(merge, Set.of());
        pass(List.of(), consumer.next());
    }

    private void takeWhileComplete(TimeOrderedMerge merge, Set<Integer> unread) {
        var upTo = recent.end();
        var changes = new ArrayList<ChangeRecord>();
        while (unread.stream().allMatch(merge::has)) {
            var taken = merge.take();
            if (taken.isEmpty()) {
                break;
            }
            var record = taken.get().record();
            upTo = upTo.with(taken.get().partition(), record.offset() + 1);
            events.read(taken.get().partition(), record).ifPresent(changes::add);
            if (changes.size() == AT_A_TIME) {
                pass(changes, upTo);
                changes = new ArrayList<>();
            }
        }
        pass(changes, upTo);
    }

    private void follow() {
        try (consumer) {
            var all = IntStream.range(0, recent.end().size()).boxed().collect(Collectors.toSet());
            while (!closing) {
                var merge = new TimeOrderedMerge();
                consumer.poll(all).forEach(merge::add);
                consumer.report(contact);
                var changes = new ArrayList<ChangeRecord>();
                for (var taken = merge.take(); taken.isPresent(); taken = merge.take()) {
                    events.read(taken.get().partition(), taken.get().record()).ifPresent(changes::add);
                }
                pass(changes, consumer.next());
            }
        } catch (RuntimeException e) {
            // Not only Kafka's exceptions: a failed listener must not end the thread silently.
            ended.completeExceptionally(new KafkaException("the reader of the changes died: " + e.getMessage(), e));
        }
    }

    private void pass(List<ChangeRecord> changes, Position upTo) {
        var accepted = recent.add(changes, upTo);
        if (!accepted.isEmpty()) {
            listeners.forEach(listener -> listener.accept(accepted));
        }
    }
}
