package io.github.spacecrafttracker.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic of words, and what a client does with it. */
final class Words {
    private static final TopicPartition ONLY = new TopicPartition("test.words", 0);

    private Words() {}

    /** Returns the cluster's id. */
    static String createTopic(EmbeddedBroker broker) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(ONLY.topic(), 1, (short) 1)))
                    .all()
                    .get();
            return admin.describeCluster().clusterId().get();
        }
    }

    static void writeInOneTransaction(EmbeddedBroker broker, String... words)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = begin(broker)) {
            for (String word : words) {
                producer.send(new ProducerRecord<>(ONLY.topic(), word, word)).get();
            }
            producer.commitTransaction();
        }
    }

    static void writeWithoutCommit(EmbeddedBroker broker, String word) throws ExecutionException, InterruptedException {
        begin(broker).send(new ProducerRecord<>(ONLY.topic(), word, word)).get();
    }

    static List<String> readCommitted(EmbeddedBroker broker, int atLeast) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(ONLY));
            consumer.seekToBeginning(List.of(ONLY));
            List<String> words = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (words.size() < atLeast && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(read -> words.add(read.value()));
            }
            return words;
        }
    }

    private static KafkaProducer<String, String> begin(EmbeddedBroker broker) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("transactional.id", "test");
        var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        producer.initTransactions();
        producer.beginTransaction();
        return producer;
    }
}
