package io.github.spacecrafttracker.streams.diff;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * Kafka clients that fail the commit of one transaction, as if the broker did not respond in time.
 * Kafka Streams then treats its tasks as corrupted: it aborts the transaction, closes the tasks,
 * and revives them with the same processors, unless the rebalance that follows replaces them first.
 */
final class FailingCommits implements KafkaClientSupplier {
    private final KafkaClientSupplier clients;
    private volatile Predicate<Set<String>> shouldFail = topics -> false;
    private volatile boolean hasAborted;
    private volatile boolean isReplacingTasks;

    FailingCommits(KafkaClientSupplier clients) {
        this.clients = clients;
    }

    /**
     * Makes every commit of the first transaction that wrote to matching topics fail, until it is
     * aborted.
     */
    void failFirst(Predicate<Set<String>> topics) {
        hasAborted = false;
        shouldFail = topics;
    }

    /**
     * Sets whether the rebalance after an aborted transaction ends before the tasks are revived.
     */
    void replaceTasks(boolean replaced) {
        isReplacingTasks = replaced;
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

    /**
     * Makes the poll after {@code enforceRebalance} either too short or long enough for the
     * rebalance.
     */
    @Override
    @SuppressWarnings("unchecked")
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        var consumer = clients.getConsumer(settings);
        var isRebalancing = new AtomicBoolean();
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, arguments) -> {
                    var actual = arguments;
                    if (method.getName().equals("enforceRebalance")) {
                        isRebalancing.set(true);
                    } else if (method.getName().equals("poll") && isRebalancing.getAndSet(false)) {
                        actual = new Object[] {isReplacingTasks ? Duration.ofSeconds(2) : Duration.ZERO};
                    }
                    try {
                        return method.invoke(consumer, actual);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
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
            if (!hasAborted && shouldFail.test(topics)) {
                // Kafka Streams retries the commit for the tasks that are not corrupted before it
                // aborts.
                throw new TimeoutException("planted");
            }
            super.commitTransaction();
            topics.clear();
        }

        @Override
        public void abortTransaction() {
            hasAborted |= shouldFail.test(topics);
            super.abortTransaction();
            topics.clear();
        }
    }
}
