package io.github.spacecrafttracker.service.kafka;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.topic.Topic;
import io.github.spacecrafttracker.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Uses a real broker; each test has its own topic prefix. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopicSetTest {
    private EmbeddedBroker broker;
    private Admin admin;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        broker = EmbeddedBroker.start(directory, 0);
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterAll
    void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void a_missing_topic_is_created_with_its_settings() throws Exception {
        var topics = Topics.withPrefix("created");

        var set = TopicSet.ensure(settings("created", 5), topics);

        for (var topic : topics.all()) {
            int partitions = topic.name().equals("created.polls") ? 1 : 5;
            assertThat(set.partitions(topic.name())).as(topic.name()).isEqualTo(partitions);
            assertThat(found(topic)).containsAllEntriesOf(topic.settings());
        }
        assertThatThrownBy(() -> set.partitions("other")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_existing_topic_is_not_changed() throws Exception {
        var topics = Topics.withPrefix("again");
        TopicSet.ensure(settings("again", 2), topics);

        var set = TopicSet.ensure(settings("again", 7), topics);

        assertThat(set.partitions("again.snapshots")).isEqualTo(2);
    }

    @Test
    void missing_topics_get_the_partition_count_of_existing_ones() throws Exception {
        var topics = Topics.withPrefix("adopted");
        create(new NewTopic("adopted.changes.status", 4, (short) 1)
                .configs(topics.status().settings()));

        var set = TopicSet.ensure(settings("adopted", 3), topics);

        assertThat(set.partitions("adopted.snapshots")).isEqualTo(4);
        assertThat(set.partitions("adopted.changes.counts")).isEqualTo(4);
        assertThat(set.partitions("adopted.polls")).isEqualTo(1);
        assertThat(set.partitions("adopted.dead-letters")).isEqualTo(3);
    }

    @Test
    void a_larger_maximum_message_size_is_accepted() throws Exception {
        var topics = Topics.withPrefix("roomy");
        create(new NewTopic("roomy.dead-letters", 1, (short) 1)
                .configs(Map.of(
                        "retention.ms",
                        "2592000000",
                        "max.message.bytes",
                        Integer.toString(Topics.LARGEST_RECORD + 1))));

        TopicSet.ensure(settings("roomy", 1), topics);

        assertThat(found(topics.deadLetters())).containsEntry("max.message.bytes", "16777217");
    }

    @Test
    void all_mismatches_are_reported_together_and_nothing_is_created() throws Exception {
        var topics = Topics.withPrefix("wrong");
        create(
                new NewTopic("wrong.snapshots", 2, (short) 1)
                        .configs(Map.of(
                                "cleanup.policy", "compact,delete",
                                "min.compaction.lag.ms", "2592000000",
                                "max.message.bytes", "1000")),
                new NewTopic("wrong.polls", 2, (short) 1).configs(topics.polls().settings()),
                new NewTopic("wrong.changes.counts", 3, (short) 1)
                        .configs(topics.counts().settings()));

        var failure = catchThrowableOfType(StartException.class, () -> TopicSet.ensure(settings("wrong", 3), topics));

        var advice = ": kafka-configs.sh --bootstrap-server " + broker.bootstrapServers()
                + " --alter --entity-type topics --entity-name wrong.snapshots --add-config ";
        assertThat(failure.lines())
                .containsExactly(
                        "topic wrong.snapshots has cleanup.policy=compact,delete but must have compact" + advice
                                + "cleanup.policy=compact",
                        "topic wrong.snapshots has delete.retention.ms=86400000 but must have 3155760000000" + advice
                                + "delete.retention.ms=3155760000000",
                        "topic wrong.snapshots has max.message.bytes=1000 but must have 16777216" + advice
                                + "max.message.bytes=16777216",
                        "topic wrong.polls has 2 partitions but must have exactly 1: delete it if its records "
                                + "are not needed,"
                                + " or use another TOPIC_PREFIX",
                        "topics that must have the same number of partitions differ: wrong.changes.counts has 3,"
                                + " wrong.snapshots has 2: delete the topics whose records are not needed, or "
                                + "use another TOPIC_PREFIX");
        assertThat(admin.listTopics().names().get()).doesNotContain("wrong.changes.status");
    }

    @Test
    void several_services_may_start_at_the_same_time() {
        var topics = Topics.withPrefix("together");

        var starts = List.of(1, 2, 3, 4).stream()
                .map(service -> CompletableFuture.supplyAsync(() -> ensured("together", topics)))
                .toList();

        assertThat(starts).allSatisfy(start -> assertThat(start)
                .succeedsWithin(Duration.ofSeconds(30))
                .satisfies(
                        set -> assertThat(set.partitions("together.snapshots")).isEqualTo(3)));
    }

    @Test
    void a_replication_factor_above_the_number_of_brokers_is_reported_with_the_setting_to_change() {
        var settings = new KafkaSettings(broker.bootstrapServers(), "replicas", 1, 3, Map.of());

        assertThatThrownBy(() -> TopicSet.ensure(settings, Topics.withPrefix("replicas")))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("cannot create topic ")
                .hasMessageContaining("set TOPIC_REPLICATION to at most the number of brokers");
    }

    @Test
    void rejected_credentials_are_reported_with_the_settings_to_check() {
        var settings = new KafkaSettings(
                broker.bootstrapServers(),
                "rejected",
                1,
                1,
                Map.of(
                        "security.protocol",
                        "SASL_PLAINTEXT",
                        "sasl.mechanism",
                        "PLAIN",
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"s3cret\";"));

        var failure = catchThrowableOfType(
                StartException.class, () -> TopicSet.ensure(settings, Topics.withPrefix("rejected")));

        assertThat(failure.lines())
                .singleElement()
                .asString()
                .startsWith("cannot authenticate with the Kafka broker at " + broker.bootstrapServers()
                        + ": check the KAFKA_SECURITY_PROTOCOL")
                .doesNotContain("s3cret");
    }

    private TopicSet ensured(String prefix, Topics topics) {
        try {
            return TopicSet.ensure(settings(prefix, 3), topics);
        } catch (StartException e) {
            throw new AssertionError(e);
        }
    }

    private KafkaSettings settings(String prefix, int partitions) {
        return new KafkaSettings(broker.bootstrapServers(), prefix, partitions, 1, Map.of());
    }

    private void create(NewTopic... topics) throws Exception {
        var names = Stream.of(topics).map(NewTopic::name).toList();
        admin.createTopics(List.of(topics)).all().get();
        // The broker's metadata contains the topics shortly after the controller has created them.
        await().ignoreExceptions()
                .until(() -> admin.describeTopics(names).allTopicNames().get().size() == names.size());
    }

    private Map<String, String> found(Topic<?, ?> topic) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        var found = new TreeMap<String, String>();
        for (var config : admin.describeConfigs(List.of(resource)).all().get().values()) {
            config.entries().forEach(entry -> found.put(entry.name(), entry.value()));
        }
        return found;
    }
}
