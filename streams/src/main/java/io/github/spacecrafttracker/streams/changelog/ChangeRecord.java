package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.change.Kind;
import java.time.Instant;

/**
 * One change event of a change topic.
 *
 * @param partition the index of the partition in {@link ChangePartitions}, which numbers the
 *     partitions of all change topics
 * @param time the timestamp of the record, at which the change was observed
 * @param kind the kind of the changes in the topic
 * @param type the {@code ce_type}, which may be unknown to this version
 * @param spacecraft the id of the spacecraft, which is the {@code ce_subject}
 * @param observation the number that orders the changes of a spacecraft
 * @param event the CloudEvent as structured JSON in one line, UTF-8; all readers share it, so it
 *     must not be modified
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared. All readers share the array, so it is not copied.
public record ChangeRecord(
        int partition,
        long offset,
        Instant time,
        Kind kind,
        String type,
        String spacecraft,
        long observation,
        byte[] event) {}
