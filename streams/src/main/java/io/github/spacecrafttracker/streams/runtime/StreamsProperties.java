package io.github.spacecrafttracker.streams.runtime;

import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.streams.StreamsSettings;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/** How the two applications run in Kafka Streams. What is set here is part of a promise, and no setting of an operator overrides it. */
public final class StreamsProperties {
    /** How often the diff commits: an event waits for half of it on average. */
    public static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);

    // While the diff waits for snapshots it looks so often whether a commit is due. By Kafka's 100 ms every event would
    // wait for a whole interval, and some for two.
    private static final Duration LOOK = Duration.ofMillis(10);

    // A killed process is missed after this, and not after Kafka's 45 s.
    private static final Duration SESSION = Duration.ofSeconds(10);
    private static final Duration HEARTBEAT = Duration.ofSeconds(3);

    // An open transaction of a killed process holds up readers for this long, unless a static member comes back sooner.
    private static final Duration TRANSACTION = Duration.ofSeconds(10);

    private final KafkaSettings kafka;
    private final StreamsSettings settings;

    public StreamsProperties(KafkaSettings kafka, StreamsSettings settings) {
        this.kafka = kafka;
        this.settings = settings;
    }

    /** For the application that compares snapshots. */
    public Properties diff() {
        var properties = common("diff");
        properties.putAll(Map.of(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                // Under at-least-once a change is lost when a crash comes between state and output (KAFKA-12508).
                StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                COMMIT_INTERVAL.toMillis(),
                StreamsConfig.POLL_MS_CONFIG,
                LOOK.toMillis(),
                StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                settings.threads(),
                StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
                true));
        properties.putAll(Map.of(
                StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
                "earliest",
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                (int) SESSION.toMillis(),
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                (int) HEARTBEAT.toMillis(),
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                (int) TRANSACTION.toMillis(),
                StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG),
                "zstd",
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                Topics.LARGEST_RECORD));
        // Only a name, in the metadata that all instances share: none asks another for anything.
        properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, settings.address());
        settings.member().ifPresent(member -> properties.put(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG, member));
        return properties;
    }

    /** For the one that holds what is served. */
    public Properties catalogue() {
        return common("catalogue");
    }

    @SuppressWarnings(
            "deprecation") // The last setting is deprecated because later versions do always what it asks for.
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
                // For the catalogue as well, whose global consumer would else see what an open or aborted poll wrote.
                StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG),
                "read_committed",
                // Bad input is judged in the processors. What reaches a handler is a bug or a fault of the broker.
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
