package io.github.spacecrafttracker.poller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.poller.election.LeaderElection;
import io.github.spacecrafttracker.poller.election.Leadership;
import io.github.spacecrafttracker.poller.election.Leadership.LeadershipLostException;
import io.github.spacecrafttracker.poller.evaluate.PollEvaluator;
import io.github.spacecrafttracker.poller.ll2.JdkHttpExchange;
import io.github.spacecrafttracker.poller.ll2.Ll2Client;
import io.github.spacecrafttracker.poller.ll2.UpstreamLimit;
import io.github.spacecrafttracker.poller.publish.Publisher;
import io.github.spacecrafttracker.poller.schedule.Backoff;
import io.github.spacecrafttracker.poller.schedule.Scheduler;
import io.github.spacecrafttracker.poller.state.PollerState;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TimedProducer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

/** The leader's loop around one request, on a real broker and a real server. */
class PollerTest {
    private static final AtomicReference<Runnable> WHILE_BOOKING = new AtomicReference<>(() -> {});

    private final ManualClock clock = new ManualClock(Instant.now());
    private EmbeddedBroker broker;
    private PollerFixture fixture;
    private LeaderElection election;
    private Leadership leadership;
    private Publisher publisher;
    private Poller poller;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        broker = EmbeddedBroker.start(directory, 0);
        fixture = new PollerFixture(broker, "booking");
        election = LeaderElection.join(fixture.kafka, fixture.topics, Optional.empty());
        leadership = election.await();
        var meters = new SimpleMeterRegistry();
        var url = URI.create(fixture.upstream.baseUrl());
        publisher = Publisher.takeOver(
                intercepted(fixture.kafka), fixture.topics, url.toString(), url, clock, TimedProducer.commits(meters));
        var http = new JdkHttpExchange(Optional.empty());
        var scheduler = new Scheduler("normal", OptionalInt.of(15));
        var snapshots = fixture.topics.snapshots().name();
        poller = new Poller(
                leadership,
                PollerState.empty(3),
                new UpstreamLimit(url, http, clock),
                scheduler,
                new Ll2Client(url, http, clock),
                new PollEvaluator(url.toString(), snapshots, scheduler, new Backoff(() -> 0.5)),
                publisher,
                clock,
                new PollerMeters(meters));
    }

    @AfterEach
    void stop() {
        WHILE_BOOKING.set(() -> {});
        publisher.close();
        election.close();
        fixture.close();
        broker.close();
    }

    @Test
    void no_request_is_sent_if_the_leadership_is_lost_after_the_booking() {
        WHILE_BOOKING.set(() -> election.giveUp(leadership));

        assertThatThrownBy(poller::poll).isInstanceOf(LeadershipLostException.class);

        assertThat(fixture.bookings()).as("the booking remains spent").hasSize(1);
        assertThat(fixture.upstream.spacecraftRequests()).isEmpty();
    }

    @Test
    void no_request_is_sent_if_the_booking_took_five_seconds() throws Exception {
        WHILE_BOOKING.set(() -> clock.set(Duration.ofSeconds(5)));

        poller.poll();

        assertThat(fixture.upstream.spacecraftRequests()).isEmpty();
        assertThat(fixture.reports()).isEmpty();

        WHILE_BOOKING.set(() -> clock.set(Duration.ofMillis(4_999)));
        poller.poll();

        assertThat(fixture.bookings()).as("each booking remains spent").hasSize(2);
        assertThat(fixture.upstream.spacecraftRequests()).hasSize(1);
    }

    @Test
    void no_request_is_sent_if_the_clock_was_set_back_during_the_booking() throws Exception {
        WHILE_BOOKING.set(() -> clock.set(Duration.ofMinutes(-1)));

        poller.poll();

        assertThat(fixture.bookings()).hasSize(1);
        assertThat(fixture.upstream.spacecraftRequests()).isEmpty();
    }

    @Test
    void a_poller_that_loses_the_leadership_while_it_waits_books_nothing() throws Exception {
        poller.poll();
        election.giveUp(leadership);

        assertThatThrownBy(poller::poll).isInstanceOf(LeadershipLostException.class);

        assertThat(fixture.bookings()).hasSize(1);
    }

    private static KafkaSettings intercepted(KafkaSettings kafka) {
        return new KafkaSettings(
                kafka.bootstrapServers(),
                kafka.topicPrefix(),
                3,
                1,
                Map.of(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, BookingInterceptor.class.getName()));
    }

    /** Runs the test's action when a record is sent. The first record is the booking. */
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
