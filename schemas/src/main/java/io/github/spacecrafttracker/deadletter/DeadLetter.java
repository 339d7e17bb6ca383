package io.github.spacecrafttracker.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Why something lies in the dead-letter topic, in the headers that Kafka Streams writes there itself (KIP-1034), so that the same tools read both.
 *
 * @param exception the name of the fault's class
 * @param cause one clause
 * @param topic where it was read, or for a row that never got there, was bound for
 * @param partition null for such a row
 * @param offset null for such a row
 */
public record DeadLetter(
        String exception,
        String cause,
        String topic,
        @Nullable Integer partition,
        @Nullable Long offset) {

    public static final String EXCEPTION = "__streams.errors.exception";
    public static final String MESSAGE = "__streams.errors.message";
    public static final String TOPIC = "__streams.errors.topic";
    public static final String PARTITION = "__streams.errors.partition";
    public static final String OFFSET = "__streams.errors.offset";

    /** Adds them to what the record already has. */
    public void writeTo(Headers headers) {
        headers.add(EXCEPTION, exception.getBytes(UTF_8));
        headers.add(MESSAGE, cause.getBytes(UTF_8));
        headers.add(TOPIC, topic.getBytes(UTF_8));
        if (partition != null) {
            headers.add(PARTITION, partition.toString().getBytes(UTF_8));
        }
        if (offset != null) {
            headers.add(OFFSET, offset.toString().getBytes(UTF_8));
        }
    }
}
