package io.github.spacecrafttracker.streams.diff;

import static io.github.spacecrafttracker.streams.diff.DiffTopology.WRITE_DEAD_LETTERS;

import io.cloudevents.CloudEvent;
import io.github.spacecrafttracker.change.ChangeEvent;
import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.deadletter.DeadLetter;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import io.github.spacecrafttracker.streams.diff.DiffMeters.Part;
import io.github.spacecrafttracker.streams.diff.Judgement.Known;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Turns each snapshot into the changes since the last one of the same spacecraft.
 *
 * <p>A snapshot is judged before a store is touched, and its events are made before the new value is put, and forwarded after it: whatever throws leaves
 * nothing half done. A snapshot that is no spacecraft becomes a dead letter; anything else that throws is a bug and ends the process.
 */
final class DiffProcessor implements Processor<byte[], byte[], Object, Object> {
    private final DiffMeters meters;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    private ProcessorContext<Object, Object> context;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<Bytes, byte[]> held;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<Bytes, byte[]> seen;

    @SuppressWarnings("NullAway.Init")
    private DiffProgress.Task progress;

    DiffProcessor(DiffMeters meters) {
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        held = context.getStateStore(DiffTopology.HELD);
        seen = context.getStateStore(DiffTopology.SEEN);
        progress = meters.begin(context.taskId().partition(), rows());
    }

    @Override
    public void close() {
        meters.progress().end(context.taskId().partition(), progress);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        judge(record);
        progress.diffed(record.timestamp());
    }

    private void judge(Record<byte[], byte[]> record) {
        Snapshot snapshot;
        try {
            snapshot = Snapshot.of(record.key(), record.value(), record.headers(), record.timestamp());
        } catch (UnreadableException e) {
            bury(record, e, Part.ENVELOPE);
            return;
        }
        var key = Bytes.wrap(record.key());
        var known = known(key);
        Judgement judgement;
        try {
            judgement = Judgement.of(snapshot, known);
        } catch (UnreadableException e) {
            bury(record, e, Part.VALUE);
            return;
        }
        apply(judgement, snapshot, key);
        if (known == null) {
            progress.firstSeen();
        }
    }

    private long rows() {
        var rows = 0L;
        try (var all = seen.all()) {
            for (; all.hasNext(); all.next()) {
                rows++;
            }
        }
        return rows;
    }

    private @Nullable Known known(Bytes key) {
        var last = seen.get(key);
        return last == null ? null : new Known(Held.read(held.get(key)), Seen.read(last));
    }

    private void apply(Judgement judgement, Snapshot snapshot, Bytes key) {
        var source = snapshot.headers().source();
        var events = judgement.changes().stream()
                .map(change -> new Typed(change.type(), ChangeEvent.of(change, source)))
                .toList();
        var hold = judgement.hold();
        if (hold != null) {
            held.put(key, hold.bytes());
        }
        if (judgement.verdict() != Verdict.STALE) {
            seen.put(key, new Seen(snapshot.headers().observation(), snapshot.observedAt()).write());
        }
        for (var event : events) {
            forward(event, snapshot);
        }
        meters.snapshot(judgement.verdict());
    }

    private record Typed(ChangeType type, CloudEvent event) {}

    private void forward(Typed change, Snapshot snapshot) {
        // Headers of its own: a forwarded record inherits the source's, and the serializer adds to what it is given.
        context.forward(
                new Record<>(
                        Long.toString(snapshot.id()),
                        change.event(),
                        snapshot.observedAt().toEpochMilli(),
                        new RecordHeaders()),
                DiffTopology.writer(change.type().kind()));
        meters.event(change.type(), snapshot.observedAt());
    }

    private void bury(Record<byte[], byte[]> record, UnreadableException cause, Part part) {
        var place = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a snapshot was read from nowhere"));
        var headers = new RecordHeaders(record.headers());
        new DeadLetter(
                        UnreadableException.class.getName(),
                        String.valueOf(cause.getMessage()),
                        place.topic(),
                        place.partition(),
                        place.offset())
                .writeTo(headers);
        context.forward(new Record<>(record.key(), record.value(), record.timestamp(), headers), WRITE_DEAD_LETTERS);
        meters.snapshot(Verdict.UNREADABLE);
        meters.deadLetter(part);
    }
}
