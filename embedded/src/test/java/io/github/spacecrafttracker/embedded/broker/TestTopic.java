package io.github.spacecrafttracker.embedded.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Two test topics, and clients that write and read them. */
final class TestTopic {
    private static final TopicPartition WORDS = new TopicPartition("test.words", 0);
    private static final TopicPartition NOISE = new TopicPartition("test.noise", 0);

    private TestTopic() {}

    /** Creates both topics, and returns the cluster id. */
    static String createTopics(EmbeddedBroker broker) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(WORDS.topic(), 1, (short) 1), new NewTopic(NOISE.topic(), 1, (short) 1)))
                    .all()
                    .get();
            return admin.describeCluster().clusterId().get();
        }
    }

    static void writeInOneTransaction(EmbeddedBroker broker, String... words)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = begin(broker)) {
            for (String word : words) {
                producer.send(new ProducerRecord<>(WORDS.topic(), word, word)).get();
            }
            producer.commitTransaction();
        }
    }

    static void writeWithoutCommit(EmbeddedBroker broker, String word) throws ExecutionException, InterruptedException {
        begin(broker).send(new ProducerRecord<>(WORDS.topic(), word, word)).get();
    }

    /**
     * Writes consecutive transactions until the process is killed, and calls {@code committed}
     * after each commit.
     */
    static void writeUntilKilled(EmbeddedBroker broker, String transactionalId, Runnable committed)
            throws ExecutionException, InterruptedException {
        Properties group = new Properties();
        group.put("bootstrap.servers", broker.bootstrapServers());
        group.put("group.id", transactionalId);
        try (KafkaProducer<String, String> producer = begin(broker, transactionalId);
                var consumer = new KafkaConsumer<>(group, new StringDeserializer(), new StringDeserializer())) {
            while (true) {
                producer.send(new ProducerRecord<>(NOISE.topic(), "word", "word"))
                        .get();
                producer.sendOffsetsToTransaction(Map.of(WORDS, new OffsetAndMetadata(1)), consumer.groupMetadata());
                producer.commitTransaction();
                committed.run();
                producer.beginTransaction();
            }
        }
    }

    /**
     * Returns the partitions whose last stable offset is below their end offset because of an open
     * transaction.
     */
    static Set<TopicPartition> blockedPartitions(EmbeddedBroker broker)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Map<TopicPartition, Long> ends = ends(admin, IsolationLevel.READ_UNCOMMITTED);
            Map<TopicPartition, Long> stable = ends(admin, IsolationLevel.READ_COMMITTED);
            return ends.keySet().stream()
                    .filter(partition -> !Objects.equals(ends.get(partition), stable.get(partition)))
                    .collect(Collectors.toSet());
        }
    }

    private static Map<TopicPartition, Long> ends(Admin admin, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = Stream.of(
                        NOISE,
                        new TopicPartition(Topic.GROUP_METADATA_TOPIC_NAME, 0),
                        new TopicPartition(Topic.GROUP_METADATA_TOPIC_NAME, 1))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    static List<String> readCommitted(EmbeddedBroker broker, int atLeast) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(WORDS));
            consumer.seekToBeginning(List.of(WORDS));
            List<String> words = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (words.size() < atLeast && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> words.add(record.value()));
            }
            return words;
        }
    }

    private static KafkaProducer<String, String> begin(EmbeddedBroker broker) {
        return begin(broker, "test");
    }

    private static KafkaProducer<String, String> begin(EmbeddedBroker broker, String transactionalId) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("transactional.id", transactionalId);
        settings.put("transaction.timeout.ms", 5000);
        var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        producer.initTransactions();
        producer.beginTransaction();
        return producer;
    }
}
