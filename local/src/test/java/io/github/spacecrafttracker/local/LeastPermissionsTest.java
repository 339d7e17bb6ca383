package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.upstream.Fault;
import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.embedded.upstream.StubUpstream;
import io.github.spacecrafttracker.poller.PollerService;
import io.github.spacecrafttracker.poller.PollerSettings;
import io.github.spacecrafttracker.poller.ll2.JdkHttpExchange;
import io.github.spacecrafttracker.service.config.Environment;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.service.lifecycle.RunningService;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.service.management.Metrics;
import io.github.spacecrafttracker.service.text.Causes;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.streams.StreamsService;
import io.github.spacecrafttracker.streams.StreamsSettings;
import io.github.spacecrafttracker.testkit.TopicReader;
import io.github.spacecrafttracker.testkit.Waiting;
import io.github.spacecrafttracker.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code ops/kafka/acls.txt} lists exactly the required permissions: the services run with the
 * permissions that {@code acls.sh} grants, and fail if any one of them is missing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeastPermissionsTest {
    private static final String PREFIX = "spacecraft";
    private static final String LOOPBACK = "127.0.0.1";

    private final StubUpstream upstream = StubUpstream.start(0);
    private final Topics topics = Topics.withPrefix(PREFIX);
    private SecuredKafka kafka;
    private Collection<AclBinding> granted = List.of();

    @TempDir
    private static Path directory;

    /** The situation in which a permission is used. */
    private enum Given {
        NOTHING,
        NO_TOPICS,
        A_CHANGE,
        AN_UNREADABLE_SNAPSHOT,
        AN_UNREADABLE_ROW
    }

    @BeforeAll
    void runBothServicesWithThePermissions() throws Exception {
        kafka = SecuredKafka.start(directory);
        new AclScript(directory)
                .grant(PREFIX, kafka.bootstrapServers(), administrator().admin());
        granted = kafka.granted();
        upstream.serve(RecordedSpacecraft.all());
        upstream.failNext(Fault.rowWithoutInSpace());
        try (var closing = new Closer()) {
            startPoller(closing, PREFIX);
            startStreams(closing, PREFIX);
            var received = new ArrayList<String>();
            try (var subscriber = subscriber()) {
                await().until(() -> {
                    subscriber.poll(Duration.ofMillis(100)).forEach(event -> received.add(event.key()));
                    return received.size() >= RecordedSpacecraft.all().size();
                });
                subscriber.commitSync();
            }
        }
    }

    @AfterAll
    void stop() {
        kafka.close();
        upstream.close();
    }

    @Test
    void the_script_grants_exactly_the_permissions_in_the_file() throws Exception {
        assertThat(granted)
                .containsExactlyInAnyOrderElementsOf(Permission.all().stream()
                        .map(permission -> permission.bindingFor(PREFIX))
                        .toList());
    }

    @Test
    void these_permissions_suffice_for_a_subscriber_to_receive_changes_and_for_dead_letters_to_be_written() {
        assertThat(read(topics.catalogue().name()))
                .as("the baseline")
                .hasSize(RecordedSpacecraft.all().size());
        assertThat(read(topics.deadLetters().name())).isNotEmpty();
    }

    @Test
    void each_permission_of_the_file_has_a_test() throws Exception {
        assertThat(cases().map(arguments -> String.valueOf(arguments.get()[0])))
                .containsExactlyInAnyOrderElementsOf(
                        Permission.all().stream().map(Permission::toString).toList());
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("cases")
    void a_service_that_lacks_a_permission_stops_and_names_the_denied_operation(
            String permission, Given given, String reported) throws Exception {
        var missing = Permission.of(permission);
        var prefix = given == Given.NO_TOPICS
                ? "without-" + missing.user() + missing.name().length()
                : PREFIX;
        if (given == Given.NO_TOPICS) {
            kafka.grant(Permission.all(), prefix);
        }
        kafka.grant(missing.implied(), prefix);
        kafka.revoke(missing, prefix);
        try {
            create(given);
            assertThat(CompletableFuture.supplyAsync(() -> failure(missing.user(), prefix)))
                    .succeedsWithin(Waiting.PATIENCE)
                    .asString()
                    .contains(reported.replace("PREFIX", prefix));
        } finally {
            upstream.recover();
            kafka.removeMembers(PREFIX + "-poller", PREFIX + "-diff", PREFIX + "-subscriber-of-all");
            kafka.grant(List.of(missing), prefix);
            for (var implied : missing.implied()) {
                kafka.revoke(implied, prefix);
            }
        }
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                without("poller Create topic prefixed PREFIX.", Given.NO_TOPICS, "create topic PREFIX.snapshots"),
                without(
                        "poller Describe topic prefixed PREFIX.changes.",
                        Given.NOTHING,
                        "describe topic PREFIX.changes."),
                without("poller DescribeConfigs topic prefixed PREFIX.", Given.NOTHING, "settings of topic PREFIX."),
                without("poller Read topic literal PREFIX.snapshots", Given.NOTHING, "topics: [PREFIX.snapshots]"),
                without("poller Write topic literal PREFIX.snapshots", Given.NOTHING, "topics: [PREFIX.snapshots]"),
                without("poller Read topic literal PREFIX.polls", Given.NOTHING, "topics: [PREFIX.polls]"),
                without("poller Write topic literal PREFIX.polls", Given.NOTHING, "topics: [PREFIX.polls]"),
                without(
                        "poller Write topic literal PREFIX.dead-letters",
                        Given.AN_UNREADABLE_ROW,
                        "topics: [PREFIX.dead-letters]"),
                without("poller Read group literal PREFIX-poller", Given.NOTHING, "group PREFIX-poller"),
                without("poller Write transactionalId literal PREFIX-poller", Given.NOTHING, "Transactional Id"),
                without("streams Create topic prefixed PREFIX.", Given.NO_TOPICS, "create topic PREFIX.snapshots"),
                without("streams DescribeConfigs topic prefixed PREFIX.", Given.NOTHING, "settings of topic PREFIX."),
                without("streams Read topic literal PREFIX.snapshots", Given.NOTHING, "topics: [PREFIX.snapshots]"),
                without("streams Read topic literal PREFIX.polls", Given.NOTHING, "topics: [PREFIX.polls]"),
                without("streams Read topic prefixed PREFIX.changes.", Given.NOTHING, "topics: [PREFIX.changes."),
                without("streams Write topic prefixed PREFIX.changes.", Given.A_CHANGE, "topics: [PREFIX.changes."),
                without(
                        "streams Write topic literal PREFIX.dead-letters",
                        Given.AN_UNREADABLE_SNAPSHOT,
                        "topics: [PREFIX.dead-letters]"),
                without("streams Create topic prefixed PREFIX-diff-", Given.NO_TOPICS, "PREFIX-diff-"),
                without("streams Read topic prefixed PREFIX-diff-", Given.NOTHING, "topics: [PREFIX-diff-"),
                without("streams Write topic prefixed PREFIX-diff-", Given.A_CHANGE, "topics: [PREFIX-diff-"),
                without("streams Read group literal PREFIX-diff", Given.NOTHING, "group: PREFIX-diff"),
                without("streams Write transactionalId prefixed PREFIX-diff-", Given.NOTHING, "Transactional Id"),
                without("subscriber Read topic prefixed PREFIX.changes.", Given.NOTHING, "topics: [PREFIX.changes."),
                without(
                        "subscriber Read group prefixed PREFIX-subscriber",
                        Given.NOTHING,
                        "group: PREFIX-subscriber-of-all"));
    }

    private static Arguments without(String permission, Given given, String reported) {
        return Arguments.of(permission, given, reported);
    }

    private void create(Given given) throws Exception {
        switch (given) {
            case A_CHANGE -> write(changedSnapshot());
            case AN_UNREADABLE_SNAPSHOT ->
                write(new ProducerRecord<>(topics.snapshots().name(), "x".getBytes(UTF_8), "{".getBytes(UTF_8)));
            case AN_UNREADABLE_ROW -> upstream.failUntilRecovered(Fault.rowWithoutInSpace());
            case NOTHING, NO_TOPICS -> {}
        }
    }

    private String failure(String user, String prefix) {
        try (var closing = new Closer()) {
            switch (user) {
                case "poller" -> startPoller(closing, prefix).await();
                case "streams" -> startStreams(closing, prefix).await();
                default -> subscribe();
            }
            return "stopped without an error";
        } catch (Exception e) {
            return Causes.inOneLine(e);
        }
    }

    private RunningService startPoller(Closer closing, String prefix) throws StartException {
        var settings = PollerSettings.from(
                new Environment(Map.of("LL2_BASE_URL", upstream.baseUrl(), "LL2_REQUESTS_PER_HOUR", "36000")));
        var kafkaSettings = kafka.settings("poller", prefix);
        return closing.add(PollerService.start(
                settings, kafkaSettings, new JdkHttpExchange(settings.token()), Metrics.registry()));
    }

    private RunningService startStreams(Closer closing, String prefix) throws Exception {
        var settings = StreamsSettings.from(new Environment(Map.of("HTTP_PORT", "0", "MANAGEMENT_PORT", "0")));
        return closing.add(StreamsService.start(closing, LOOPBACK, settings, kafka.settings("streams", prefix)));
    }

    private void subscribe() {
        try (var subscriber = subscriber()) {
            while (true) {
                subscriber.poll(Duration.ofMillis(100));
            }
        }
    }

    private KafkaConsumer<String, String> subscriber() {
        var settings = new HashMap<>(kafka.settings("subscriber", PREFIX).consumer());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, PREFIX + "-subscriber-of-all");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(topics.changes().stream().map(topic -> topic.name()).toList());
        return consumer;
    }

    /** Returns the last snapshot with the opposite {@code in_space} and a later observation. */
    private ProducerRecord<byte[], byte[]> changedSnapshot() throws Exception {
        var last = read(topics.snapshots().name()).stream()
                .filter(record -> record.value().contains("\"in_space\":"))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        var headers = SnapshotHeaders.read(last.headers());
        var value = last.value().contains("\"in_space\":true")
                ? last.value().replace("\"in_space\":true", "\"in_space\":false")
                : last.value().replace("\"in_space\":false", "\"in_space\":true");
        var later = new SnapshotHeaders(
                headers.observation() + 1,
                headers.pollKind(),
                headers.source(),
                headers.firstSeen(),
                false,
                headers.trueSince());
        return new ProducerRecord<>(
                last.topic(),
                last.partition(),
                last.timestamp(),
                last.key().getBytes(UTF_8),
                value.getBytes(UTF_8),
                later.write());
    }

    private void write(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (var producer =
                new KafkaProducer<>(administrator().producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    private List<ConsumerRecord<String, String>> read(String... names) {
        return TopicReader.read(
                administrator().consumer(), List.of(names), new StringDeserializer(), new StringDeserializer());
    }

    private KafkaSettings administrator() {
        return kafka.settings(SecuredKafka.ADMINISTRATOR, PREFIX);
    }
}
