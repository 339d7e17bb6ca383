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

/** A poller that crashes when it reaches a point of a poll for the third time. */
public final class CrashingPoller {
    /** The environment variable with the name of the {@link Point}. */
    static final String CRASH_AT = "CRASH_AT";

    private static final AtomicInteger TIMES_LEFT = new AtomicInteger(3);

    private CrashingPoller() {}

    /** The points of a poll. */
    enum Point {
        /** The booking is written, but not committed. */
        BOOKING,
        /** The booking is committed, but the request is not sent. */
        REQUEST,
        /** The reply is received, but nothing of it is written. */
        REPLY,
        /** None or some of the snapshots are written. */
        SNAPSHOT,
        /** All snapshots are written, but not committed. */
        REPORT
    }

    public static void main(String[] arguments) {
        System.exit(Lifecycle.run(
                "poller",
                (closer, environment) -> Main.start(closer, environment, settings -> {
                    var http = new JdkHttpExchange(settings.token());
                    return url -> send(http, url);
                })));
    }

    private static HttpExchange.Response send(HttpExchange http, URI url) throws IOException, InterruptedException {
        if (!url.getPath().contains("/spacecraft/")) {
            return http.send(url);
        }
        at(Point.REQUEST);
        var response = http.send(url);
        at(Point.REPLY);
        return response;
    }

    private static void at(Point point) {
        if (point.name().equals(System.getenv(CRASH_AT)) && TIMES_LEFT.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(137);
        }
    }

    /**
     * Crashes when the producer sends a record of the selected point. It is also a consumer's
     * interceptor, because all clients share their settings.
     */
    public static final class CrashInterceptor
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
