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

/** {@code ops/kafka/acls.txt} lists what is needed, and nothing else: real services with the rights that {@code acls.sh} grants, and with one less. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeastRightsTest {
    private static final String FILLED = "spacecraft";
    private static final String LOOPBACK = "127.0.0.1";

    private final StubUpstream upstream = StubUpstream.start(0);
    private final Topics topics = Topics.withPrefix(FILLED);
    private SecuredKafka kafka;
    private Collection<AclBinding> granted = List.of();

    @TempDir
    private static Path folder;

    /** What must be there for a right to be made use of. */
    private enum Given {
        NOTHING,
        NO_TOPICS,
        A_CHANGE,
        AN_UNREADABLE_SNAPSHOT,
        AN_UNREADABLE_ROW
    }

    @BeforeAll
    void run_everything_with_the_rights_of_the_file() throws Exception {
        kafka = SecuredKafka.start(folder);
        new RightsScript(folder)
                .grant(FILLED, kafka.bootstrapServers(), administrator().admin());
        granted = kafka.granted();
        upstream.serve(RecordedSpacecraft.all());
        upstream.failNext(Fault.rowWithoutInSpace());
        try (var closing = new Closer()) {
            startPoller(closing, FILLED);
            startStreams(closing, FILLED);
            var seen = new ArrayList<String>();
            try (var subscriber = subscriber()) {
                await().until(() -> {
                    subscriber.poll(Duration.ofMillis(100)).forEach(event -> seen.add(event.key()));
                    return seen.size() >= RecordedSpacecraft.all().size();
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
    void the_script_grants_what_the_file_lists_and_nothing_else() throws Exception {
        assertThat(granted)
                .containsExactlyInAnyOrderElementsOf(
                        Right.all().stream().map(right -> right.under(FILLED)).toList());
    }

    @Test
    void with_the_rights_of_the_file_changes_come_to_a_subscriber_and_bad_rows_to_the_dead_letters() {
        assertThat(read(topics.catalogue().name()))
                .as("the baseline")
                .hasSize(RecordedSpacecraft.all().size());
        assertThat(read(topics.deadLetters().name())).isNotEmpty();
    }

    @Test
    void each_right_of_the_file_is_proven_to_be_needed() throws Exception {
        assertThat(breaks().map(each -> String.valueOf(each.get()[0])))
                .containsExactlyInAnyOrderElementsOf(
                        Right.all().stream().map(Right::toString).toList());
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("breaks")
    void without_one_of_them_a_service_ends_and_says_which(String right, Given given, String told) throws Exception {
        var missing = Right.of(right);
        var prefix = given == Given.NO_TOPICS
                ? "without-" + missing.user() + missing.name().length()
                : FILLED;
        if (given == Given.NO_TOPICS) {
            kafka.grant(Right.all(), prefix);
        }
        kafka.grant(missing.instead(), prefix);
        kafka.revoke(missing, prefix);
        try {
            prepare(given);
            assertThat(CompletableFuture.supplyAsync(() -> howItEnds(missing.user(), prefix)))
                    .succeedsWithin(Waiting.PATIENCE)
                    .asString()
                    .contains(told.replace("PREFIX", prefix));
        } finally {
            upstream.recover();
            kafka.forgetMembers(FILLED + "-poller", FILLED + "-diff", FILLED + "-subscriber-of-all");
            kafka.grant(List.of(missing), prefix);
            for (var lesser : missing.instead()) {
                kafka.revoke(lesser, prefix);
            }
        }
    }

    static Stream<Arguments> breaks() {
        return Stream.of(
                breaks("poller Create topic prefixed PREFIX.", Given.NO_TOPICS, "create topic PREFIX.snapshots"),
                breaks(
                        "poller Describe topic prefixed PREFIX.changes.",
                        Given.NOTHING,
                        "describe topic PREFIX.changes."),
                breaks("poller DescribeConfigs topic prefixed PREFIX.", Given.NOTHING, "settings of topic PREFIX."),
                breaks("poller Read topic literal PREFIX.snapshots", Given.NOTHING, "topics: [PREFIX.snapshots]"),
                breaks("poller Write topic literal PREFIX.snapshots", Given.NOTHING, "topics: [PREFIX.snapshots]"),
                breaks("poller Read topic literal PREFIX.polls", Given.NOTHING, "topics: [PREFIX.polls]"),
                breaks("poller Write topic literal PREFIX.polls", Given.NOTHING, "topics: [PREFIX.polls]"),
                breaks(
                        "poller Write topic literal PREFIX.dead-letters",
                        Given.AN_UNREADABLE_ROW,
                        "topics: [PREFIX.dead-letters]"),
                breaks("poller Read group literal PREFIX-poller", Given.NOTHING, "group PREFIX-poller"),
                breaks("poller Write transactionalId literal PREFIX-poller", Given.NOTHING, "Transactional Id"),
                breaks("streams Create topic prefixed PREFIX.", Given.NO_TOPICS, "create topic PREFIX.snapshots"),
                breaks("streams DescribeConfigs topic prefixed PREFIX.", Given.NOTHING, "settings of topic PREFIX."),
                breaks("streams Read topic literal PREFIX.snapshots", Given.NOTHING, "topics: [PREFIX.snapshots]"),
                breaks("streams Read topic literal PREFIX.polls", Given.NOTHING, "topics: [PREFIX.polls]"),
                breaks("streams Read topic prefixed PREFIX.changes.", Given.NOTHING, "topics: [PREFIX.changes."),
                breaks("streams Write topic prefixed PREFIX.changes.", Given.A_CHANGE, "topics: [PREFIX.changes."),
                breaks(
                        "streams Write topic literal PREFIX.dead-letters",
                        Given.AN_UNREADABLE_SNAPSHOT,
                        "topics: [PREFIX.dead-letters]"),
                breaks("streams Create topic prefixed PREFIX-diff-", Given.NO_TOPICS, "PREFIX-diff-"),
                breaks("streams Read topic prefixed PREFIX-diff-", Given.NOTHING, "topics: [PREFIX-diff-"),
                breaks("streams Write topic prefixed PREFIX-diff-", Given.A_CHANGE, "topics: [PREFIX-diff-"),
                breaks("streams Read group literal PREFIX-diff", Given.NOTHING, "group: PREFIX-diff"),
                breaks("streams Write transactionalId prefixed PREFIX-diff-", Given.NOTHING, "Transactional Id"),
                breaks("subscriber Read topic prefixed PREFIX.changes.", Given.NOTHING, "topics: [PREFIX.changes."),
                breaks(
                        "subscriber Read group prefixed PREFIX-subscriber",
                        Given.NOTHING,
                        "group: PREFIX-subscriber-of-all"));
    }

    private static Arguments breaks(String right, Given given, String told) {
        return Arguments.of(right, given, told);
    }

    private void prepare(Given given) throws Exception {
        switch (given) {
            case A_CHANGE -> write(changed());
            case AN_UNREADABLE_SNAPSHOT ->
                write(new ProducerRecord<>(topics.snapshots().name(), "x".getBytes(UTF_8), "{".getBytes(UTF_8)));
            case AN_UNREADABLE_ROW -> upstream.failUntilRecovered(Fault.rowWithoutInSpace());
            case NOTHING, NO_TOPICS -> {}
        }
    }

    private String howItEnds(String user, String prefix) {
        try (var closing = new Closer()) {
            switch (user) {
                case "poller" -> startPoller(closing, prefix).await();
                case "streams" -> startStreams(closing, prefix).await();
                default -> subscribe();
            }
            return "in order";
        } catch (Exception e) {
            return Causes.inOneLine(e);
        }
    }

    private RunningService startPoller(Closer closing, String prefix) throws StartException {
        var settings = PollerSettings.from(
                new Environment(Map.of("LL2_BASE_URL", upstream.baseUrl(), "LL2_REQUESTS_PER_HOUR", "36000")));
        var own = kafka.settings("poller", prefix);
        return closing.add(
                PollerService.start(settings, own, new JdkHttpExchange(settings.token()), Metrics.registry()));
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
        var settings = new HashMap<>(kafka.settings("subscriber", FILLED).consumer());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, FILLED + "-subscriber-of-all");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(topics.changes().stream().map(topic -> topic.name()).toList());
        return consumer;
    }

    /** The last snapshot, with another {@code in_space} and a later observation. */
    private ProducerRecord<byte[], byte[]> changed() throws Exception {
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
        return kafka.settings(SecuredKafka.ADMINISTRATOR, FILLED);
    }
}
