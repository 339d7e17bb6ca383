package io.github.spacecrafttracker.streams.changes;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads what is held in memory no more, with a few consumers of its own: whoever finds none free waits a moment for one. For any number of threads. */
final class OlderChanges implements AutoCloseable {
    private static final long MOST_SECONDS_TO_WAIT = 10;

    private final Supplier<ChangeConsumer> consumers;
    private final Semaphore places;
    private final BlockingQueue<ChangeConsumer> idle;
    private volatile boolean closed;

    /**
     * @param consumers makes one more
     * @param most readings at a time
     */
    OlderChanges(Supplier<ChangeConsumer> consumers, int most) {
        this.consumers = consumers;
        this.places = new Semaphore(most, true);
        this.idle = new ArrayBlockingQueue<>(most);
    }

    /**
     * Lends a consumer.
     *
     * @throws KafkaException as {@link ChangeConsumer} does; a {@link TimeoutException} also where all are lent for too long
     */
    <T> T read(Function<ChangeConsumer, T> reading) {
        try {
            if (!places.tryAcquire(MOST_SECONDS_TO_WAIT, TimeUnit.SECONDS)) {
                throw new TimeoutException("too many read old changes at the same time");
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        try {
            return lent(reading);
        } finally {
            places.release();
        }
    }

    /** What is being read is read to its end. */
    @Override
    public void close() {
        closed = true;
        for (var consumer = idle.poll(); consumer != null; consumer = idle.poll()) {
            consumer.close();
        }
    }

    private <T> T lent(Function<ChangeConsumer, T> reading) {
        var consumer = idle.poll();
        if (consumer == null) {
            consumer = consumers.get();
        }
        boolean sound = false;
        try {
            var result = reading.apply(consumer);
            sound = true;
            return result;
        } finally {
            if (!sound || closed || !idle.offer(consumer)) {
                consumer.close();
            }
        }
    }
}
