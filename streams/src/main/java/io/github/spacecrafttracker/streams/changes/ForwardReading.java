package io.github.spacecrafttracker.streams.changes;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One reading of the log forward, the oldest first, up to a position. */
final class ForwardReading {
    private final ChangeConsumer consumer;
    private final Position to;
    private final Set<Integer> unread;
    private final ByTime merged = ByTime.oldestFirst();

    /** @param to where it ends at the latest; all before it is committed */
    ForwardReading(ChangeConsumer consumer, Position from, Position to) {
        this.consumer = consumer;
        this.to = to;
        this.unread = ChangeConsumer.below(from, to);
        consumer.assign(unread, from);
    }

    Batch into(Reading reading) {
        while (reading.goesOn()) {
            fill();
            var taken = merged.take();
            if (taken.isEmpty()) {
                return reading.whole(reading.position().max(to));
            }
            reading.take(taken.get(), taken.get().record().offset() + 1);
        }
        return reading.soFar();
    }

    /** Until of each partition that is not read to its end a record waits: only then is it known which is the oldest. */
    private void fill() {
        var missing = new TreeSet<>(unread);
        missing.removeIf(merged::has);
        consumer.pollWhile(it -> !missing.isEmpty(), () -> {
            // Of these only, so that of the others not ever more waits.
            consumer.poll(missing)
                    .forEach((partition, records) -> merged.add(
                            partition,
                            records.stream()
                                    .filter(record -> record.offset() < to.next(partition))
                                    .toList()));
            for (var partition : List.copyOf(missing)) {
                if (merged.has(partition)) {
                    missing.remove(partition);
                } else if (consumer.next(partition) >= to.next(partition)) {
                    missing.remove(partition);
                    unread.remove(partition);
                }
            }
        });
    }
}
