package io.github.spacecrafttracker.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.CloudEvent;
import io.github.spacecrafttracker.change.ChangeData;
import io.github.spacecrafttracker.change.ChangeDescription;
import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.change.StructuredEvent;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.lifecycle.RunningService;
import io.github.spacecrafttracker.service.lifecycle.Termination;
import io.github.spacecrafttracker.service.text.LogSafe;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.topic.JsonSerde;
import io.github.spacecrafttracker.topic.Topic;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * An ordinary Kafka subscriber that prints one line for each change event and for the first
 * complete sweep.
 */
final class Console implements RunningService {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Consumer<String> output;
    private final Map<String, Topic<String, CloudEvent>> changeTopics;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Instant since;
    private final CompletableFuture<Void> firstSweep = new CompletableFuture<>();
    private final Termination ended = new Termination();
    private final Thread thread = new Thread(this::follow, "console");

    private Console(Consumer<String> output, Topics topics, KafkaConsumer<byte[], byte[]> consumer, Instant since) {
        this.since = since;
        this.output = output;
        this.changeTopics = topics.changes().stream().collect(Collectors.toMap(Topic::name, Function.identity()));
        this.consumer = consumer;
    }

    /**
     * Starts a subscriber that prints only records committed after this call.
     *
     * @param since changes that were observed more than an hour before are left out, because they
     *     belong to the made-up past
     */
    static Console open(Consumer<String> output, Topics topics, KafkaSettings kafka, Instant since) {
        var consumer = new KafkaConsumer<>(kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var console = new Console(output, topics, consumer, since.minus(Duration.ofHours(1)));
        var partitions = Stream.concat(
                        console.changeTopics.keySet().stream(),
                        Stream.of(topics.polls().name()))
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        console.thread.start();
        return console;
    }

    /** Writes a line with the time of day to standard output. */
    static void print(String line) {
        System.out.println(TIME.format(LocalTime.ofInstant(Instant.now(), ZoneId.systemDefault())) + "  " + line);
    }

    /** Runs an action after the first complete sweep. */
    void afterFirstSweep(Runnable action) {
        var unused = firstSweep.thenRun(action);
    }

    @Override
    public void await() throws Exception {
        ended.await();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try (consumer) {
            while (true) {
                consumer.poll(Duration.ofMinutes(1)).forEach(this::write);
            }
        } catch (WakeupException e) {
            ended.complete();
        } catch (RuntimeException | Error e) {
            ended.fail(e);
        }
    }

    private void write(ConsumerRecord<byte[], byte[]> record) {
        var topic = changeTopics.get(record.topic());
        if (topic != null && record.timestamp() >= since.toEpochMilli()) {
            write(topic.value().deserializer().deserialize(record.topic(), record.headers(), record.value()));
        } else if (topic == null && PollReport.SWEEP.equals(new String(record.key(), UTF_8)) && !firstSweep.isDone()) {
            write((Sweep) new JsonSerde<>(PollReport.class).deserializer().deserialize(record.topic(), record.value()));
        }
    }

    private void write(CloudEvent event) {
        describe(event).ifPresent(output);
    }

    /**
     * Returns the sentence that describes an event, or its type if its data cannot be read; empty
     * if it belongs to the baseline.
     */
    static Optional<String> describe(CloudEvent event) {
        var data = ChangeData.of(StructuredEvent.of(event).json());
        if (data.map(read -> Boolean.TRUE.equals(read.initial())).orElse(false)) {
            return Optional.empty();
        }
        var type = ChangeType.of(event.getType());
        var sentence = data.map(read -> ChangeDescription.sentence(type, read))
                .orElse(event.getType() + " of spacecraft " + event.getSubject());
        var isMadeUp = SnapshotHeaders.MADE_UP.equals(event.getSource().toString());
        return Optional.of(LogSafe.of(sentence) + (isMadeUp ? "  [made up]" : ""));
    }

    private void write(Sweep sweep) {
        output.accept(
                sweep.baseline()
                        ? "The baseline is complete: " + sweep.rows() + " spacecraft. Changes are printed from now on."
                        : "The first sweep since the start is complete: " + sweep.rows()
                                + " spacecraft. Changes are printed from now on.");
        firstSweep.complete(null);
    }
}
