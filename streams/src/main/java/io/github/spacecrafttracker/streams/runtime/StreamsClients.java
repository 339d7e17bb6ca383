package io.github.spacecrafttracker.streams.runtime;

import io.github.spacecrafttracker.service.kafka.TimedProducer;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Creates the Kafka clients of an application. Commits are timed, because Kafka Streams reports
 * only their mean and maximum.
 *
 * @param transactionalId the transactional id of a static member, without its thread; if empty,
 *     Kafka Streams generates the id. Without a state directory, Kafka Streams generates a new id
 *     at every start, and an open transaction of a killed predecessor would block readers until it
 *     times out. With the same id, the successor aborts that transaction at once
 */
public record StreamsClients(Timer commits, Optional<String> transactionalId) implements KafkaClientSupplier {

    /** Creates the clients of an application with these properties. */
    public static StreamsClients of(Properties properties, Timer commits) {
        return new StreamsClients(
                commits,
                Optional.ofNullable(properties.get(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG))
                        .map(member -> properties.get(StreamsConfig.APPLICATION_ID_CONFIG) + "-" + member));
    }

    @Override
    public Admin getAdmin(Map<String, Object> settings) {
        return Admin.create(settings);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
        var own = new HashMap<>(settings);
        transactionalId.ifPresent(id -> own.computeIfPresent(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, (name, generated) -> id + thread(generated.toString())));
        return new TimedProducer(own, commits);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        return new RewindingConsumer(settings);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
        return consumer(settings);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
        return consumer(settings);
    }

    // A generated id has the form <application id>-<process id>-<thread>.
    private static String thread(String generatedId) {
        return generatedId.substring(generatedId.lastIndexOf('-'));
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Seeks to the committed offsets whenever Kafka Streams enforces a rebalance, which it does
     * after it has aborted a transaction and revived its tasks. If the rebalance ends before a
     * revived task is initialized, the task is replaced, and Kafka Streams no longer resets the
     * partitions of that task. The snapshots of the aborted transaction would be lost. A snapshot
     * that is read twice is harmless, because the second one is stale.
     */
    private static final class RewindingConsumer extends KafkaConsumer<byte[], byte[]> {

        RewindingConsumer(Map<String, Object> settings) {
            super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public void enforceRebalance(String reason) {
            var assigned = assignment();
            var committed = committed(assigned);
            for (var partition : assigned) {
                var offset = committed.get(partition);
                if (offset == null) {
                    seekToBeginning(Set.of(partition));
                } else {
                    seek(partition, offset);
                }
            }
            super.enforceRebalance(reason);
        }
    }
}
