package io.github.spacecrafttracker.poller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.poller.election.LeaderElection;
import io.github.spacecrafttracker.poller.election.Leadership;
import io.github.spacecrafttracker.poller.election.LeadershipLostException;
import io.github.spacecrafttracker.poller.evaluate.PollEvaluator;
import io.github.spacecrafttracker.poller.ll2.JdkHttpExchange;
import io.github.spacecrafttracker.poller.ll2.Ll2Client;
import io.github.spacecrafttracker.poller.ll2.ThrottleClient;
import io.github.spacecrafttracker.poller.publish.Publisher;
import io.github.spacecrafttracker.poller.schedule.Backoff;
import io.github.spacecrafttracker.poller.schedule.Scheduler;
import io.github.spacecrafttracker.poller.schedule.UpstreamLimit;
import io.github.spacecrafttracker.poller.state.PollerState;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TimedProducer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens between a booking and its request, on a real broker and a real server. */
class PollerTest {
    private static final AtomicReference<Runnable> WHILE_BOOKING = new AtomicReference<>(() -> {});

    private final AtomicReference<Instant> clock =
            new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    private EmbeddedBroker broker;
    private Rig rig;
    private LeaderElection election;
    private Leadership leadership;
    private Publisher publisher;
    private Poller poller;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        broker = EmbeddedBroker.start(folder, 0);
        rig = new Rig(broker, "booking");
        election = LeaderElection.join(rig.kafka, rig.topics, Optional.empty());
        leadership = election.await();
        var url = URI.create(rig.upstream.baseUrl());
        var meters = new SimpleMeterRegistry();
        publisher = Publisher.takeOver(
                intercepted(rig.kafka), rig.topics, url.toString(), url, clock::get, TimedProducer.commits(meters));
        var http = new JdkHttpExchange(Optional.empty());
        var scheduler = new Scheduler("normal");
        poller = new Poller(
                new UpstreamLimit(OptionalInt.of(15), new ThrottleClient(url, http, clock::get), clock::get),
                scheduler,
                publisher,
                new Ll2Client(url, http, clock::get),
                new PollEvaluator(url.toString(), rig.topics.snapshots().name(), scheduler, new Backoff(() -> 0.5)),
                clock::get,
                (instant, held) -> clock.set(instant),
                new PollerMeters(meters),
                leadership,
                PollerState.empty(3));
    }

    @AfterEach
    void stop() {
        WHILE_BOOKING.set(() -> {});
        publisher.close();
        election.close();
        rig.close();
        broker.close();
    }

    @Test
    void no_request_is_sent_if_the_leadership_is_lost_after_the_booking() {
        WHILE_BOOKING.set(() -> election.giveUp(leadership));

        assertThatThrownBy(poller::poll).isInstanceOf(LeadershipLostException.class);

        assertThat(rig.bookings()).as("the booking stays spent").hasSize(1);
        assertThat(rig.upstream.spacecraftRequests()).isEmpty();
    }

    @Test
    void no_request_is_sent_if_the_booking_took_five_seconds() throws Exception {
        WHILE_BOOKING.set(() -> advance(Duration.ofSeconds(5)));

        poller.poll();

        assertThat(rig.upstream.spacecraftRequests()).isEmpty();
        assertThat(rig.reports()).isEmpty();

        WHILE_BOOKING.set(() -> advance(Duration.ofMillis(4_999)));
        poller.poll();

        assertThat(rig.bookings()).as("each booking stays spent").hasSize(2);
        assertThat(rig.upstream.spacecraftRequests()).hasSize(1);
    }

    @Test
    void no_request_is_sent_if_the_clock_was_set_back_during_the_booking() throws Exception {
        WHILE_BOOKING.set(() -> advance(Duration.ofMinutes(-1)));

        poller.poll();

        assertThat(rig.bookings()).hasSize(1);
        assertThat(rig.upstream.spacecraftRequests()).isEmpty();
    }

    private void advance(Duration time) {
        clock.updateAndGet(now -> now.plus(time));
    }

    private static KafkaSettings intercepted(KafkaSettings kafka) {
        return new KafkaSettings(
                kafka.bootstrapServers(),
                kafka.topicPrefix(),
                3,
                1,
                Map.of(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, BookingInterceptor.class.getName()));
    }

    /** Runs the test's action when a record is sent: the first is the booking. */
    public static final class BookingInterceptor implements ProducerInterceptor<byte[], byte[]> {
        @Override
        public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> sent) {
            WHILE_BOOKING.getAndSet(() -> {}).run();
            return sent;
        }

        @Override
        public void onAcknowledgement(RecordMetadata written, Exception failure) {}

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> settings) {}
    }
}
