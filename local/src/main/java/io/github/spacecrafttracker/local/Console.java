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
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A subscriber like any other: shows each change event as a line, from now on. */
final class Console implements RunningService {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintStream out;
    private final Map<String, Topic<String, CloudEvent>> changes;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final CompletableFuture<Void> firstSweep = new CompletableFuture<>();
    private final Termination ended = new Termination();
    private final Thread thread = new Thread(this::follow, "console");

    private Console(PrintStream out, Topics topics, KafkaConsumer<byte[], byte[]> consumer) {
        this.out = out;
        this.changes = topics.changes().stream().collect(Collectors.toMap(Topic::name, Function.identity()));
        this.consumer = consumer;
    }

    /** Shows what comes after this call. */
    static Console open(PrintStream out, Topics topics, KafkaSettings kafka) {
        var consumer = new KafkaConsumer<>(kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var console = new Console(out, topics, consumer);
        var partitions = Stream.concat(
                        console.changes.keySet().stream(),
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

    /** Runs this once a complete sweep is known. */
    void whenSwept(Runnable next) {
        var unused = firstSweep.thenRun(next);
    }

    void say(String line) {
        out.println(line);
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
                consumer.poll(Duration.ofMinutes(1)).forEach(this::show);
            }
        } catch (WakeupException e) {
            ended.complete();
        } catch (RuntimeException | Error e) {
            ended.fail(e);
        }
    }

    private void show(ConsumerRecord<byte[], byte[]> each) {
        var topic = changes.get(each.topic());
        if (topic != null) {
            show(topic.value().deserializer().deserialize(each.topic(), each.headers(), each.value()));
        } else if (PollReport.SWEEP.equals(new String(each.key(), UTF_8)) && !firstSweep.isDone()) {
            show((Sweep) new JsonSerde<>(PollReport.class).deserializer().deserialize(each.topic(), each.value()));
        }
    }

    private void show(CloudEvent event) {
        line(event).ifPresent(line -> say(now() + "  " + line));
    }

    /** Returns the sentence of an event, or its type if it cannot be described; empty if it belongs to the baseline. */
    static Optional<String> line(CloudEvent event) {
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

    private void show(Sweep sweep) {
        say(now() + "  "
                + (sweep.baseline()
                        ? sweep.rows() + " spacecraft read: they are the baseline. Changes follow."
                        : sweep.rows() + " spacecraft read, known from before. Changes follow."));
        firstSweep.complete(null);
    }

    private static String now() {
        return TIME.format(LocalTime.ofInstant(Instant.now(), ZoneId.systemDefault()));
    }
}
