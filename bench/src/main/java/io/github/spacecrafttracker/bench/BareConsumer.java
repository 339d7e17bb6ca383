package io.github.spacecrafttracker.bench;

import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The reference measurement: a {@code read_committed} consumer of all change topics that only
 * records when it receives each event.
 */
final class BareConsumer implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Delays delays;
    private final CountDownLatch following = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "bare-consumer");
    private volatile boolean over;

    BareConsumer(KafkaSettings kafka, Topics topics, Delays delays) {
        this.delays = delays;
        consumer = new KafkaConsumer<>(kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partitions = topics.changes().stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread.start();
    }

    /** Waits until the consumer polls for new events. */
    void awaitFollowing() throws InterruptedException {
        following.await();
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int events = 0;
        try (consumer) {
            consumer.poll(Duration.ZERO);
            following.countDown();
            while (!over) {
                for (var unused : consumer.poll(Duration.ofMillis(100))) {
                    delays.received(events++, System.nanoTime());
                }
            }
        }
    }
}
