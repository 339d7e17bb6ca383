package io.github.spacecrafttracker.poller;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poller.ll2.HttpExchange;
import io.github.spacecrafttracker.poller.ll2.JdkHttpExchange;
import io.github.spacecrafttracker.service.lifecycle.Lifecycle;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** A poller that ends as by {@code kill -9} when it has come to a point of its polling for the third time. */
public final class CrashingPoller {
    /** The name of the environment variable that names the {@link Point}. */
    static final String DIES_AT = "DIES_AT";

    private static final AtomicInteger TIMES_LEFT = new AtomicInteger(3);

    private CrashingPoller() {}

    /** Where a poll can be cut off. */
    enum Point {
        /** The booking is written, and not committed. */
        BOOKING,
        /** The booking is committed, and nothing is asked. */
        REQUEST,
        /** The reply is there, and nothing of it is written. */
        REPLY,
        /** In the transaction, with no snapshot or some of them written. */
        SNAPSHOT,
        /** All snapshots are written, and not committed. */
        REPORT
    }

    public static void main(String[] args) {
        System.exit(Lifecycle.run(
                "poller",
                (closing, environment) -> Main.start(closing, environment, settings -> {
                    var http = new JdkHttpExchange(settings.token());
                    return url -> send(http, url);
                })));
    }

    private static HttpExchange.Response send(HttpExchange http, URI url) throws IOException, InterruptedException {
        if (!url.getPath().contains("/spacecraft/")) {
            return http.send(url);
        }
        at(Point.REQUEST);
        var answer = http.send(url);
        at(Point.REPLY);
        return answer;
    }

    private static void at(Point point) {
        if (point.name().equals(System.getenv(DIES_AT)) && TIMES_LEFT.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(137);
        }
    }

    /** Sees what a producer sends. All clients get it, for they share their settings. */
    public static final class Witness
            implements ProducerInterceptor<byte[], byte[]>, ConsumerInterceptor<byte[], byte[]> {
        @Override
        public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> sent) {
            if (sent.topic().endsWith(".polls")) {
                var budget = new String(sent.key(), UTF_8).equals(PollReport.BUDGET);
                at(budget ? Point.BOOKING : Point.REPORT);
            } else {
                at(Point.SNAPSHOT);
            }
            return sent;
        }

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> read) {
            return read;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public void onAcknowledgement(RecordMetadata written, Exception failure) {}

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> settings) {}
    }
}
