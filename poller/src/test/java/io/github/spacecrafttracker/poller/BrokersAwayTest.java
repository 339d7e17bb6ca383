package io.github.spacecrafttracker.poller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.poller.election.LeaderElection;
import io.github.spacecrafttracker.poller.election.LeadershipLostException;
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

/** Brokers that are away end a turn and not the poller: it stands by until they are back. */
class BrokersAwayTest {

    @Test
    void a_poller_outlives_a_restart_of_the_broker(@TempDir Path folder) throws Exception {
        var broker = EmbeddedBroker.start(folder, 0);
        try (var rig = new Rig(broker, "away")) {
            var tracker = rig.start();
            rig.pollPage(tracker);

            broker.close();
            tracker.polls().release(1);
            broker = EmbeddedBroker.start(folder, broker.port());
            tracker.polls().release(10);

            await().atMost(Rig.LONG).until(() -> rig.polls().size() >= 5);
            assertThat(tracker.service().notLive()).isEmpty();
            // In this order: it goes on polling meanwhile.
            var asked = rig.upstream.spacecraftRequests().size();
            assertThat(rig.bookings().size()).isGreaterThanOrEqualTo(asked);
        } finally {
            broker.close();
        }
    }

    @Test
    void a_poller_is_not_ready_while_no_broker_answers(@TempDir Path folder) throws Exception {
        var broker = EmbeddedBroker.start(folder, 0);
        try (var rig = new Rig(broker, "silent")) {
            var service = rig.start().service();
            await().atMost(Rig.LONG).until(() -> service.notes().equals(List.of("polls")));

            broker.close();

            await().atMost(Rig.LONG).untilAsserted(() -> assertThat(service.notReady())
                    .singleElement()
                    .asString()
                    .startsWith("no broker has answered for "));
            assertThat(service.notLive()).isEmpty();

            broker = EmbeddedBroker.start(folder, broker.port());

            await().atMost(Rig.LONG).until(() -> service.notReady().isEmpty());
        } finally {
            broker.close();
        }
    }

    @Test
    void brokers_whose_names_cannot_be_looked_up_end_the_turn_alone(@TempDir Path folder) throws Exception {
        try (var broker = EmbeddedBroker.start(folder, 0);
                var rig = new Rig(broker, "names");
                var election = LeaderElection.join(rig.kafka, rig.topics, Optional.empty())) {
            var leadership = election.await();
            var nowhere = new KafkaSettings("nowhere.invalid:9092", "names", 3, 1, Map.of());
            var topics = Topics.under("names");
            var commits = TimedProducer.commits(new SimpleMeterRegistry());

            assertThatThrownBy(() -> Publisher.takeOver(
                                    nowhere, topics, "any", URI.create("https://any"), InstantSource.system(), commits)
                            .close())
                    .isInstanceOf(LeadershipLostException.class)
                    .hasMessageStartingWith("the brokers cannot be reached: ");
            assertThatThrownBy(() -> new StateLoader(topics, "any", 3).load(nowhere, Instant.now(), leadership))
                    .isInstanceOf(LeadershipLostException.class)
                    .hasMessageStartingWith("the brokers cannot be reached: ");
        }
    }

    @Test
    void what_is_read_back_for_a_turn_that_is_over_is_left(@TempDir Path folder) throws Exception {
        try (var broker = EmbeddedBroker.start(folder, 0);
                var rig = new Rig(broker, "over");
                var election = LeaderElection.join(rig.kafka, rig.topics, Optional.empty())) {
            var leadership = election.await();
            election.giveUp(leadership);
            rig.pollPage(rig.start());

            assertThatThrownBy(() -> new StateLoader(rig.topics, rig.upstream.baseUrl(), 3)
                            .load(rig.kafka, Instant.now(), leadership))
                    .isInstanceOf(LeadershipLostException.class)
                    .hasMessage("it was given up");
        }
    }
}
