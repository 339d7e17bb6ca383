package io.github.spacecrafttracker.streams.diff;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.streams.SnapshotLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The changes that a {@code read_committed} Kafka consumer reads. A client of the feed must receive
 * the same changes.
 */
public final class CommittedChanges {
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, Change> byId = new HashMap<>();

    /**
     * One change and its position.
     *
     * @param partition the index of the partition among those of all change topics, in the order of
     *     {@link Kind}
     * @param id the {@code ce_id}
     * @param type the {@code ce_type} without the common prefix
     */
    public record Change(int partition, long offset, String id, String type, String kind, String spacecraft) {}

    private CommittedChanges() {}

    public static CommittedChanges in(SnapshotLog log) {
        var committed = new CommittedChanges();
        int first = 0;
        for (var kind : Kind.values()) {
            var topic = log.topics.changes(kind).name();
            for (var record : log.records(topic)) {
                var change = change(first + record.partition(), kind, record);
                committed.changes.add(change);
                committed.byId.put(change.id(), change);
            }
            first += log.kafka.partitions();
        }
        return committed;
    }

    /** Returns the changes, grouped by partition. */
    public List<Change> changes() {
        return changes;
    }

    /** @throws AssertionError if no committed change has this {@code ce_id} */
    public Change change(String id) {
        var change = byId.get(id);
        if (change == null) {
            throw new AssertionError("no committed change has the id " + id);
        }
        return change;
    }

    private static Change change(int partition, Kind kind, ConsumerRecord<byte[], byte[]> record) {
        return new Change(
                partition,
                record.offset(),
                header(record, "ce_id"),
                header(record, "ce_type").substring("io.github.spacecrafttracker.".length()),
                kind.idPart(),
                header(record, "ce_subject"));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
