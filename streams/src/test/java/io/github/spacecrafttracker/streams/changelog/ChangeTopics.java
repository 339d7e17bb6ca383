package io.github.spacecrafttracker.streams.changelog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.testkit.TopicReader;
import io.github.spacecrafttracker.topic.Topic;
import io.github.spacecrafttracker.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The change topics of one test on a real broker, without a diff. Writes changes in transactions
 * like those of the diff, and foreign records.
 */
public final class ChangeTopics implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    public final KafkaSettings kafka;
    public final Topics topics;
    public final TopicSet found;
    private final KafkaProducer<byte[], byte[]> producer;
    private int observation;

    /** @param kafka settings with a topic prefix that no other test uses */
    public ChangeTopics(KafkaSettings kafka) throws StartException {
        this(kafka, "writer");
    }

    /**
     * @param writer the name of the writer; the transactions of several writers may be open at the
     *     same time
     */
    public ChangeTopics(KafkaSettings kafka, String writer) throws StartException {
        this.kafka = kafka;
        topics = Topics.withPrefix(kafka.topicPrefix());
        found = TopicSet.ensure(kafka, topics);
        var settings = new HashMap<>(kafka.producer());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, kafka.topicPrefix() + "-" + writer);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    public static KafkaSettings settings(String bootstrapServers, String prefix) {
        return new KafkaSettings(bootstrapServers, prefix, 3, 1, Map.of());
    }

    /** Returns the time of an observation. */
    public static Instant time(long observation) {
        return START.plusSeconds(observation);
    }

    public void begin() {
        producer.beginTransaction();
    }

    /** Waits until all events are written to the topics, committed or not. */
    public void flush() {
        producer.flush();
    }

    public void commit() {
        producer.commitTransaction();
    }

    public void abort() {
        flush();
        producer.abortTransaction();
    }

    /** Commits one change of each spacecraft in one transaction. */
    public void commit(ChangeType type, long... spacecraft) {
        begin();
        for (var id : spacecraft) {
            change(type, id);
        }
        commit();
    }

    /** Writes a change in the open transaction. The first change is observation 1. */
    public void change(ChangeType type, long spacecraft) {
        observation++;
        change(type, spacecraft, observation, time(observation));
    }

    public void change(ChangeType type, long spacecraft, int number, Instant time) {
        var topic = topics.changes(type.kind());
        var event = CloudEventBuilder.v1()
                .withId(spacecraft + ":" + type.kind().idPart() + ":" + number)
                .withSource(URI.create("urn:spacecraft-tracker:made-up"))
                .withType(type.ceType())
                .withSubject(Long.toString(spacecraft))
                .withTime(time.atOffset(ZoneOffset.UTC))
                .withDataSchema(type.schema())
                .withDataContentType("application/json")
                .withData("{\"observation\":%d}".formatted(number).getBytes(UTF_8))
                .build();
        var headers = new RecordHeaders();
        var value = topic.value().serializer().serialize(topic.name(), headers, event);
        var unused = producer.send(
                new ProducerRecord<>(topic.name(), null, time.toEpochMilli(), key(spacecraft), value, headers));
        // If sending fails, the commit of the transaction throws.
    }

    /** Writes a record that is not a change event in the open transaction. */
    public void foreign(Kind kind, long key, byte @Nullable [] value, Iterable<Header> headers) {
        var unused = producer.send(new ProducerRecord<>(
                topics.changes(kind).name(), null, START.toEpochMilli(), key(key), value, headers));
    }

    private static byte[] key(long spacecraft) {
        return Long.toString(spacecraft).getBytes(UTF_8);
    }

    /**
     * Returns the event ids that a plain {@code read_committed} consumer reads, by topic and
     * partition.
     */
    public Map<String, List<String>> read() {
        var names = topics.changes().stream().map(Topic::name).toList();
        return TopicReader.read(
                        kafka.consumer(),
                        names,
                        new StringDeserializer(),
                        topics.inSpace().value().deserializer())
                .stream()
                .collect(Collectors.groupingBy(
                        record -> record.topic() + "/" + record.partition(),
                        Collectors.mapping(record -> record.value().getId(), Collectors.toList())));
    }

    /** Deletes all committed changes of one kind from the broker. */
    public void delete(Kind kind) throws Exception {
        var deleted = new HashMap<TopicPartition, RecordsToDelete>();
        try (var admin = Admin.create(kafka.admin());
                var consumer = new KafkaConsumer<>(
                        kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var one = partitions().stream()
                    .filter(partition ->
                            partition.topic().equals(topics.changes(kind).name()))
                    .toList();
            consumer.endOffsets(one)
                    .forEach((partition, end) -> deleted.put(partition, RecordsToDelete.beforeOffset(end)));
            admin.deleteRecords(deleted).all().get();
        }
    }

    private List<TopicPartition> partitions() {
        var all = new ArrayList<TopicPartition>();
        for (var topic : topics.changes()) {
            for (int partition = 0; partition < found.partitions(topic.name()); partition++) {
                all.add(new TopicPartition(topic.name(), partition));
            }
        }
        return all;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
