package io.github.spacecrafttracker.streams.diff;

import static io.github.spacecrafttracker.streams.diff.DiffTopology.WRITE_DEAD_LETTERS;

import io.cloudevents.CloudEvent;
import io.github.spacecrafttracker.change.Change;
import io.github.spacecrafttracker.deadletter.DeadLetter;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.snapshot.TrackedSpacecraft;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import io.github.spacecrafttracker.streams.diff.DiffMeters.Part;
import io.github.spacecrafttracker.streams.diff.TrackedRow.Confirmation;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Compares each snapshot with the last one of the same spacecraft, and forwards the changes.
 *
 * <p>The store contains the tracked state. In front of it, a map contains the last accepted
 * snapshot of each spacecraft. Nearly all snapshots have the same bytes as the last one. They need
 * neither the store nor a parser: they only advance the confirmation in the map, which is written
 * to the store within a second. If a crash loses that second, {@code previous_observed_at} of the
 * next event is older than it could be, never newer.
 *
 * <p>A snapshot is evaluated before the store and the map are modified, so an exception leaves both
 * unchanged. An unreadable snapshot becomes a dead letter. Any other exception is a bug and stops
 * the process. See docs/guarantees.md#g1 and docs/guarantees.md#g7.
 */
final class DiffProcessor implements Processor<byte[], byte[], Object, Object> {
    private static final Duration WRITE_BEHIND = Duration.ofSeconds(1);

    private final DiffMeters meters;
    private final Map<Long, Accepted> accepted = new HashMap<>();

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init first.
    private ProcessorContext<Object, Object> context;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, TrackedRow> rows;

    @SuppressWarnings("NullAway.Init")
    private DiffProgress.Task progress;

    // Scheduled only while a confirmation is unwritten, because each punctuation commits a
    // transaction.
    private @Nullable Cancellable writeBehind;

    DiffProcessor(DiffMeters meters) {
        this.meters = meters;
    }

    /**
     * The last accepted snapshot of one spacecraft since {@link #init}. The confirmation is stored
     * in mutable fields, because every snapshot advances it.
     */
    private static final class Accepted {
        private final byte @Nullable [] value;
        private long observation;
        private long trueSinceMillis;
        private boolean isWritten;

        /** @param value null if the snapshot is a removal */
        Accepted(byte @Nullable [] value, Confirmation confirmation, boolean isWritten) {
            this.value = value;
            this.observation = confirmation.observation();
            this.trueSinceMillis = confirmation.trueSince().toEpochMilli();
            this.isWritten = isWritten;
        }

        Confirmation confirmation() {
            return new Confirmation(observation, Instant.ofEpochMilli(trueSinceMillis));
        }

        /** Returns false for removals, which are always evaluated. */
        boolean hasValue(byte @Nullable [] newer) {
            return newer != null && value != null && Arrays.equals(newer, value);
        }

        void confirm(SnapshotHeaders newer) {
            observation = newer.observation();
            trueSinceMillis = Math.max(trueSinceMillis, newer.trueSince().toEpochMilli());
        }
    }

    /**
     * Also called after the transaction of the task was aborted. Kafka Streams then reads the same
     * snapshots again, and they must result in the same changes.
     */
    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        accepted.clear();
        rows = context.getStateStore(DiffTopology.TRACKED_STATE);
        progress = meters.begin(context.taskId().partition(), rows.approximateNumEntries());
    }

    @Override
    public void close() {
        cancelWriteBehind();
        meters.progress().end(context.taskId().partition(), progress);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        evaluate(record);
        progress.diffed(record.timestamp());
    }

    private void evaluate(Record<byte[], byte[]> record) {
        Snapshot snapshot;
        try {
            snapshot = Snapshot.of(record.key(), record.value(), record.headers(), record.timestamp());
        } catch (UnreadableException e) {
            sendToDeadLetters(record, e, Part.ENVELOPE);
            return;
        }
        var headers = snapshot.headers();
        var value = snapshot.value();
        var cached = accepted.get(snapshot.id());
        if (cached != null && headers.observation() > cached.observation && cached.hasValue(value)) {
            confirm(cached, headers);
            meters.snapshot(Verdict.UNCHANGED);
            return;
        }
        var row = rows.get(Long.toString(snapshot.id()));
        var last = cached != null ? cached.confirmation() : row != null ? row.confirmation() : null;
        if (last != null && headers.observation() <= last.observation()) {
            meters.snapshot(Verdict.STALE);
            return;
        }
        TrackedSpacecraft shown;
        try {
            shown = value == null ? null : snapshot.reading();
        } catch (UnreadableException e) {
            sendToDeadLetters(record, e, Part.VALUE);
            return;
        }
        if (row == null || last == null) {
            apply(snapshot, Diff.evaluateFirst(snapshot, shown), Confirmation.of(headers));
            progress.firstSeen();
        } else {
            apply(snapshot, Diff.evaluate(row, last, snapshot, shown), last.advancedBy(headers));
        }
    }

    private void confirm(Accepted cached, SnapshotHeaders headers) {
        cached.confirm(headers);
        if (cached.isWritten) {
            cached.isWritten = false;
            scheduleWriteBehind();
        }
    }

    private void apply(Snapshot snapshot, Diff.Result result, Confirmation confirmation) {
        var source = snapshot.headers().source();
        var events = result.changes().stream()
                .map(change -> change.toCloudEvent(source))
                .toList();
        var put = result.put();
        if (put != null) {
            rows.put(Long.toString(snapshot.id()), put);
        }
        for (var index = 0; index < events.size(); index++) {
            forward(result.changes().get(index), events.get(index), snapshot);
        }
        accepted.put(snapshot.id(), new Accepted(snapshot.value(), confirmation, put != null));
        if (put == null) {
            scheduleWriteBehind();
        }
        meters.snapshot(result.verdict());
    }

    private void forward(Change change, CloudEvent event, Snapshot snapshot) {
        // With new headers, because a forwarded record inherits those of its source, and the
        // serializer adds more.
        context.forward(
                new Record<>(
                        Long.toString(snapshot.id()),
                        event,
                        snapshot.observedAt().toEpochMilli(),
                        new RecordHeaders()),
                DiffTopology.writer(change.type().kind()));
        meters.event(change.type(), snapshot.observedAt());
    }

    private void scheduleWriteBehind() {
        if (writeBehind == null) {
            writeBehind = context.schedule(WRITE_BEHIND, PunctuationType.WALL_CLOCK_TIME, now -> writeConfirmations());
        }
    }

    private void cancelWriteBehind() {
        if (writeBehind != null) {
            writeBehind.cancel();
            writeBehind = null;
        }
    }

    private void writeConfirmations() {
        cancelWriteBehind();
        accepted.forEach((id, cached) -> {
            if (!cached.isWritten) {
                var key = Long.toString(id);
                rows.put(key, Objects.requireNonNull(rows.get(key)).withConfirmation(cached.confirmation()));
                cached.isWritten = true;
            }
        });
    }

    private void sendToDeadLetters(Record<byte[], byte[]> record, UnreadableException cause, Part part) {
        var place = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a snapshot without a topic, partition and offset"));
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
