package io.github.spacecrafttracker.streams;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Clients with which one transaction cannot be committed, as if the broker did not answer in time. Kafka Streams then
 * takes its tasks for corrupted: it aborts the transaction, closes the tasks, and revives them with the same processors.
 */
final class FailingCommits implements KafkaClientSupplier {
    private final KafkaClientSupplier clients;
    private volatile Predicate<Set<String>> isToFail = topics -> false;
    private volatile boolean hasAborted;

    FailingCommits(KafkaClientSupplier clients) {
        this.clients = clients;
    }

    /** Fails the first transaction that wrote to such topics: each attempt to commit it, until it is aborted. */
    void failFirst(Predicate<Set<String>> topics) {
        isToFail = topics;
    }

    boolean hasAborted() {
        return hasAborted;
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
        return new FailingProducer(settings);
    }

    @Override
    public Admin getAdmin(Map<String, Object> settings) {
        return clients.getAdmin(settings);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        return clients.getConsumer(settings);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
        return clients.getRestoreConsumer(settings);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
        return clients.getGlobalConsumer(settings);
    }

    private final class FailingProducer extends KafkaProducer<byte[], byte[]> {
        private final Set<String> topics = new HashSet<>();

        FailingProducer(Map<String, Object> settings) {
            super(settings, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            topics.add(record.topic());
            return super.send(record, callback);
        }

        @Override
        public void commitTransaction() {
            if (!hasAborted && isToFail.test(topics)) {
                // Kafka Streams tries again, on behalf of the tasks that are not corrupted, before it aborts.
                throw new TimeoutException("planted");
            }
            super.commitTransaction();
            topics.clear();
        }

        @Override
        public void abortTransaction() {
            hasAborted |= isToFail.test(topics);
            super.abortTransaction();
            topics.clear();
        }
    }
}
