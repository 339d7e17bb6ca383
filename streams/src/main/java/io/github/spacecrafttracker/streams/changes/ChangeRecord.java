package io.github.spacecrafttracker.streams.changes;

import io.github.spacecrafttracker.change.Kind;
import java.time.Instant;

/**
 * One change event as it stands in its topic.
 *
 * @param partition of all change topics, as {@link ChangePartitions} counts them
 * @param time of the record, which is when the change was observed
 * @param kind that its topic is for
 * @param type as {@code ce_type} has it; later versions may write types that this one does not know
 * @param spacecraft the id, as {@code ce_subject} has it
 * @param event the CloudEvent in structured JSON, UTF-8, in one line. Shared, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy for each reader would cost what sharing saves.
public record ChangeRecord(
        int partition, long offset, Instant time, Kind kind, String type, String spacecraft, byte[] event) {}
