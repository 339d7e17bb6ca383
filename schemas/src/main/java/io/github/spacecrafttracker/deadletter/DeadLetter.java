package io.github.spacecrafttracker.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The reason why a record or a row of a reply is in the dead-letter topic. The headers are those of
 * Kafka Streams (KIP-1034), so existing tools can read them.
 *
 * @param exception the name of the exception's class
 * @param cause the error in one clause
 * @param topic the topic of the record; for a row, the topic to which it would have been written
 * @param partition null for a row
 * @param offset null for a row
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

    /** Adds these headers to those of the record. */
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
