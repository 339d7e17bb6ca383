package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.change.Kind;
import java.time.Instant;

/**
 * One change event of a change topic.
 *
 * @param partition of all change topics, as {@link ChangePartitions} counts them
 * @param time the record's timestamp, which is when the change was observed
 * @param kind the kind of changes in its topic
 * @param type the {@code ce_type}; later versions may write types that this one does not know
 * @param spacecraft the id, which is the {@code ce_subject}
 * @param observation orders the changes of a spacecraft
 * @param event the CloudEvent in structured JSON, UTF-8, in one line; shared, must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy for each reader would cost what sharing saves.
public record ChangeRecord(
        int partition,
        long offset,
        Instant time,
        Kind kind,
        String type,
        String spacecraft,
        long observation,
        byte[] event) {}
