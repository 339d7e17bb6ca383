package io.github.spacecrafttracker.streams.runtime;

import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * The properties of the two Kafka Streams applications. Guarantees depend on these properties, so
 * operators cannot override them.
 *
 * @param threads the number of threads of the diff
 * @param address the address of this instance in the metadata that all instances share
 * @param member the {@code group.instance.id} in the consumer group of the diff; if empty, the
 *     member is dynamic
 */
public record StreamsProperties(KafkaSettings kafka, int threads, String address, Optional<String> member) {
    /** The commit interval of the diff. On average, an event waits for half of it. */
    public static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);

    // The interval at which an idle diff checks whether a commit is due. With Kafka's default of
    // 100 ms, every event would wait for a whole commit interval, and some events for two.
    private static final Duration POLL = Duration.ofMillis(10);

    // The group detects a killed process after this time, instead of Kafka's 45 s.
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(3);

    // An open transaction of a killed process blocks readers for this long, unless a static member
    // returns earlier.
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

    /** Returns the properties of the diff. */
    public Properties diff() {
        var properties = common("diff");
        properties.putAll(Map.of(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                // With at-least-once, a crash between the writes of state and output loses a change
                // (KAFKA-12508).
                StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                COMMIT_INTERVAL.toMillis(),
                StreamsConfig.POLL_MS_CONFIG,
                POLL.toMillis(),
                StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                threads,
                StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
                true));
        properties.putAll(Map.of(
                StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
                "earliest",
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                (int) SESSION_TIMEOUT.toMillis(),
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                (int) HEARTBEAT_INTERVAL.toMillis(),
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                (int) TRANSACTION_TIMEOUT.toMillis(),
                StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG),
                "zstd",
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                Topics.LARGEST_RECORD));
        // Only displayed in the status, because instances never send requests to each other.
        properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address);
        member.ifPresent(member -> properties.put(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG, member));
        return properties;
    }

    /** Returns the properties of the application that holds the catalogue. */
    public Properties catalogue() {
        return common("catalogue");
    }

    // The last setting is deprecated, because later versions always behave like this.
    @SuppressWarnings("deprecation")
    private Properties common(String application) {
        var properties = new Properties();
        properties.putAll(kafka.streams());
        properties.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                kafka.topicPrefix() + "-" + application,
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                kafka.replication(),
                StreamsConfig.GROUP_PROTOCOL_CONFIG,
                "classic",
                // The catalogue also needs this, because its global consumer would otherwise read
                // the records of open and aborted transactions.
                StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG),
                "read_committed",
                // The processors handle invalid input. An exception that reaches a handler is a bug
                // or a broker error.
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndFailExceptionHandler.class,
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndFailProcessingExceptionHandler.class,
                StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
                DefaultProductionExceptionHandler.class));
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        return properties;
    }
}
