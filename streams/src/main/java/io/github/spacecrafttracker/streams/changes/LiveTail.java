package io.github.spacecrafttracker.streams.changes;

import io.github.spacecrafttracker.service.BrokerContact;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;

/**
 * Follows all change topics with one consumer, first over what they hold, and hands on what it reads. It ends as a whole with a failure that Kafka's consumer
 * does not get over by itself.
 */
final class LiveTail implements AutoCloseable {
    private static final int AT_A_TIME = 1000;

    private final ChangeConsumer consumer;
    private final StructuredEvents events;
    private final RecentChanges recent;
    private final BrokerContact contact = new BrokerContact();
    private final List<Consumer<List<ChangeRecord>>> listeners = new ArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread = new Thread(this::follow, "changes-tail");
    private volatile boolean closing;

    /** @param recent takes in what is read, before the listeners are told */
    LiveTail(ChangeConsumer consumer, StructuredEvents events, RecentChanges recent) {
        this.consumer = consumer;
        this.events = events;
        this.recent = recent;
    }

    /**
     * Adds one who is told what was read, in the order of reading. Not while it runs.
     *
     * @param listener must not wait
     */
    void tell(Consumer<List<ChangeRecord>> listener) {
        listeners.add(listener);
    }

    /**
     * Reads what is there now, before it returns, and from then on in a thread of its own.
     *
     * @throws KafkaException what is there cannot be read
     */
    void start() {
        var end = consumer.end();
        boolean more = true;
        while (more) {
            var from = recent.end();
            var batch = new ForwardReading(consumer, from, end)
                    .into(new Reading(events, from, ChangeFilter.ALL, AT_A_TIME));
            take(batch.changes(), batch.end().position());
            consumer.tell(contact);
            more = batch.more();
        }
        thread.setDaemon(true);
        thread.start();
    }

    BrokerContact contact() {
        return contact;
    }

    /** Completes with the cause when it dies, and normally when it is closed. */
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

    private void follow() {
        try (consumer) {
            var all = IntStream.range(0, recent.end().size()).boxed().collect(Collectors.toSet());
            consumer.assign(all, recent.end());
            while (!closing) {
                var merged = ByTime.oldestFirst();
                consumer.poll(all).forEach(merged::add);
                consumer.tell(contact);
                var changes = new ArrayList<ChangeRecord>();
                for (var taken = merged.take(); taken.isPresent(); taken = merged.take()) {
                    events.read(taken.get().partition(), taken.get().record()).ifPresent(changes::add);
                }
                take(changes, consumer.next());
            }
        } catch (RuntimeException e) {
            // Not Kafka's alone: a listener's fault must not end it in silence.
            ended.completeExceptionally(new KafkaException("the reader of the changes died: " + e.getMessage(), e));
        }
    }

    private void take(List<ChangeRecord> changes, Position upTo) {
        recent.add(changes, upTo);
        if (!changes.isEmpty()) {
            listeners.forEach(listener -> listener.accept(changes));
        }
    }
}
