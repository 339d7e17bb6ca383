package io.github.spacecrafttracker.poller;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.poller.election.LeaderElection;
import io.github.spacecrafttracker.poller.election.Leadership.LeadershipLostException;
import io.github.spacecrafttracker.poller.publish.Publisher;
import io.github.spacecrafttracker.poller.state.StateLoader;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TimedProducer;
import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Unreachable brokers end the leadership but not the poller, which stands by until they are back.
 * Proves docs/guarantees.md#g7.
 */
class BrokersAwayTest {

    @Test
    void a_poller_survives_a_restart_of_the_broker(@TempDir Path directory) throws Exception {
        var broker = EmbeddedBroker.start(directory, 0);
        try (var fixture = new PollerFixture(broker, "away")) {
            var poller = fixture.start();
            fixture.pollPage(poller);

            broker.close();
            poller.permits().release(1);
            broker = EmbeddedBroker.start(directory, broker.port());
            poller.permits().release(10);

            await().until(() -> fixture.polls().size() >= 5);
            assertThat(poller.service().notLive()).isEmpty();
            // In this order, because it continues to poll in the meantime.
            var requested = fixture.upstream.spacecraftRequests().size();
            assertThat(fixture.bookings().size()).isGreaterThanOrEqualTo(requested);
        } finally {
            broker.close();
        }
    }

    @Test
    void a_poller_is_not_ready_while_no_broker_responds(@TempDir Path directory) throws Exception {
        var broker = EmbeddedBroker.start(directory, 0);
        try (var fixture = new PollerFixture(broker, "silent")) {
            var service = fixture.start().service();
            await().until(() -> service.notes().equals(List.of("active")));

            broker.close();

            await().untilAsserted(() -> assertThat(service.notReady())
                    .singleElement()
                    .asString()
                    .startsWith("no broker has responded for "));
            assertThat(service.notLive()).isEmpty();

            broker = EmbeddedBroker.start(directory, broker.port());

            await().until(() -> service.notReady().isEmpty());
        } finally {
            broker.close();
        }
    }

    @Test
    void brokers_whose_names_cannot_be_resolved_end_only_the_leadership(@TempDir Path directory) throws Exception {
        try (var broker = EmbeddedBroker.start(directory, 0);
                var fixture = new PollerFixture(broker, "names");
                var election = LeaderElection.join(fixture.kafka, fixture.topics, Optional.empty())) {
            var leadership = election.await();
            var nowhere = new KafkaSettings("nowhere.invalid:9092", "names", 3, 1, Map.of());
            var topics = Topics.withPrefix("names");
            var commits = TimedProducer.commits(new SimpleMeterRegistry());

            assertThatThrownBy(() -> Publisher.takeOver(
                                    nowhere, topics, "any", URI.create("https://any"), InstantSource.system(), commits)
                            .close())
                    .isInstanceOf(LeadershipLostException.class)
                    .hasMessageStartingWith("the brokers cannot be reached: ");
            assertThatThrownBy(() -> new StateLoader(nowhere, topics, "any", 3).load(Instant.now(), leadership))
                    .isInstanceOf(LeadershipLostException.class)
                    .hasMessageStartingWith("the brokers cannot be reached: ");
        }
    }

    @Test
    void loading_the_state_stops_when_the_leadership_is_over(@TempDir Path directory) throws Exception {
        try (var broker = EmbeddedBroker.start(directory, 0);
                var fixture = new PollerFixture(broker, "over");
                var election = LeaderElection.join(fixture.kafka, fixture.topics, Optional.empty())) {
            var leadership = election.await();
            election.giveUp(leadership);
            fixture.pollPage(fixture.start());

            assertThatThrownBy(() -> new StateLoader(fixture.kafka, fixture.topics, fixture.upstream.baseUrl(), 3)
                            .load(Instant.now(), leadership))
                    .isInstanceOf(LeadershipLostException.class)
                    .hasMessage("this poller gave it up");
        }
    }
}
