package io.github.spacecrafttracker.streams.changes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One reading of the log backward, the newest first, down to its beginning: window by window, each of which is read forward. */
final class BackwardReading {
    private static final int WINDOW = 500;

    private final ChangeConsumer consumer;
    private final Position beginning;
    private final ByTime merged = ByTime.newestFirst();
    private Position windows;

    BackwardReading(ChangeConsumer consumer, Position before) {
        this.consumer = consumer;
        this.beginning = consumer.beginning();
        this.windows = before;
    }

    Batch into(Reading reading) {
        while (reading.goesOn()) {
            fill();
            var taken = merged.take();
            if (taken.isEmpty()) {
                return reading.whole(reading.position().min(beginning));
            }
            reading.take(taken.get(), taken.get().record().offset());
        }
        return reading.soFar();
    }

    /** Until of each partition that is not read to its beginning a record waits: only then is it known which is the newest. */
    private void fill() {
        for (var partition : ChangeConsumer.below(beginning, windows)) {
            // A window may hold the marks of transactions alone.
            while (!merged.has(partition) && windows.next(partition) > beginning.next(partition)) {
                var high = windows.next(partition);
                windows = windows.with(partition, Math.max(beginning.next(partition), high - WINDOW));
                var records = window(partition, high);
                Collections.reverse(records);
                merged.add(partition, records);
            }
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> window(int partition, long high) {
        var only = Set.of(partition);
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        consumer.assign(only, windows);
        consumer.pollWhile(
                it -> it.next(partition) < high, () -> consumer.poll(only).getOrDefault(partition, List.of()).stream()
                        .filter(record -> record.offset() < high)
                        .forEach(records::add));
        return records;
    }
}
