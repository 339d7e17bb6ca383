package io.github.spacecrafttracker.streams.catalogue;

import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The newest snapshot of each spacecraft, and the offset up to which the snapshots were read. One
 * thread writes; any thread may read.
 *
 * <p>A row is stored before its offset counts as read. A reader that gets the offsets first and the
 * rows afterwards therefore gets rows of those offsets or later ones.
 */
final class CatalogueStore extends InMemoryStore {
    static final String NAME = "catalogue";

    private final Map<Integer, Long> lastOffsets = new HashMap<>();
    private final TreeMap<Long, Entry> entries = new TreeMap<>();

    // Null if a row has changed since it was built.
    private @Nullable SpacecraftList list;

    // Null if a snapshot has been applied since they were collected.
    private @Nullable List<Confirmation> confirmations;

    CatalogueStore() {
        super(NAME);
    }

    /**
     * The last known state of one spacecraft.
     *
     * @param trueSince the {@code true_since} of its last snapshot
     * @param partition the partition of that snapshot
     * @param offset the offset of that snapshot
     * @param row null if the spacecraft was removed
     */
    record Entry(
            long observation,
            Instant trueSince,
            int partition,
            long offset,
            @Nullable Row row) {}

    /**
     * Applies a snapshot.
     *
     * @param metadata the position of the snapshot in its topic
     * @return false if it is stale
     * @throws UnreadableException if its value is not a valid spacecraft, or if its id is not the
     *     key
     */
    boolean put(Snapshot snapshot, RecordMetadata metadata) throws UnreadableException {
        var last = entry(snapshot.id());
        if (last != null && snapshot.headers().observation() <= last.observation()) {
            return false;
        }
        var value = snapshot.value();
        var before = last == null ? null : last.row();
        // A snapshot with equal bytes is not parsed again, and the row and the list are reused.
        var unchanged = before != null && value != null && before.isOf(value);
        var row = unchanged ? before : value == null ? null : Row.of(snapshot, value);
        synchronized (this) {
            entries.put(
                    snapshot.id(),
                    new Entry(
                            snapshot.headers().observation(),
                            snapshot.headers().trueSince(),
                            metadata.partition(),
                            metadata.offset(),
                            row));
            confirmations = null;
            if (!unchanged) {
                list = null;
            }
        }
        return true;
    }

    /** Records that the snapshots of a partition were stored or skipped up to this offset. */
    synchronized void read(int partition, long offset) {
        lastOffsets.merge(partition, offset, Math::max);
    }

    /** Returns the offset of the last snapshot that was stored or skipped, by partition. */
    synchronized Map<Integer, Long> lastOffsets() {
        return Map.copyOf(lastOffsets);
    }

    /** Returns all spacecraft that are not removed, with the position of their last snapshot. */
    synchronized List<Confirmation> confirmations() {
        var current = confirmations;
        if (current == null) {
            current = collectConfirmations();
            confirmations = current;
        }
        return current;
    }

    private List<Confirmation> collectConfirmations() {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().row() != null)
                .map(entry -> new Confirmation(
                        entry.getKey(),
                        entry.getValue().trueSince(),
                        entry.getValue().partition(),
                        entry.getValue().offset()))
                .toList();
    }

    synchronized @Nullable Entry entry(long id) {
        return entries.get(id);
    }

    /** Returns a consistent list of all spacecraft that are not removed. */
    synchronized SpacecraftList list() {
        var current = list;
        if (current == null) {
            current = new SpacecraftList(entries.values().stream()
                    .map(Entry::row)
                    .filter(Objects::nonNull)
                    .toList());
            list = current;
        }
        return current;
    }

    /**
     * Puts each snapshot into the store. Skips unreadable ones, which the diff writes to the
     * dead-letter topic.
     */
    static final class Updater implements Processor<byte[], byte[], Void, Void> {
        private final CatalogueMeters meters;

        @SuppressWarnings("NullAway.Init") // Kafka Streams calls init first.
        private ProcessorContext<Void, Void> context;

        @SuppressWarnings("NullAway.Init")
        private CatalogueStore catalogue;

        Updater(CatalogueMeters meters) {
            this.meters = meters;
        }

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            this.context = context;
            catalogue = context.getStateStore(NAME);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            // Kafka Streams always provides it to a processor of a global store.
            var metadata = context.recordMetadata().orElseThrow();
            try {
                var snapshot = Snapshot.of(record.key(), record.value(), record.headers(), record.timestamp());
                if (catalogue.put(snapshot, metadata)) {
                    meters.held();
                } else {
                    meters.stale();
                }
            } catch (UnreadableException e) {
                meters.unreadable();
            }
            catalogue.read(metadata.partition(), metadata.offset());
        }
    }
}
