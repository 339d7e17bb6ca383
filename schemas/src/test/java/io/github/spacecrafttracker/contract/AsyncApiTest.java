package io.github.spacecrafttracker.contract;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.topic.Topic;
import io.github.spacecrafttracker.topic.Topic.Partitions;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The AsyncAPI document is valid and complete, and it matches the code. A test in {@code local}
 * compares it with real messages.
 */
class AsyncApiTest {
    private static final Document DOCUMENT = Document.of(Contracts.asyncApi());

    static List<Topic<?, ?>> topics() {
        return Topics.withPrefix("{prefix}").all();
    }

    @Test
    void is_asyncapi_3_0() {
        var official = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Document.resource("asyncapi-3.0.schema.json"));

        assertThat(official.validate(DOCUMENT.json())).isEmpty();
        var withoutInfo = ((ObjectNode) DOCUMENT.json().deepCopy()).without("info");
        assertThat(official.validate(withoutInfo)).as("without info").isNotEmpty();
    }

    @Test
    void has_only_references_that_resolve() {
        DOCUMENT.assertReferencesResolve();
    }

    @ParameterizedTest
    @ValueSource(strings = {"parameters", "messages", "schemas"})
    void has_no_unused_component(String kind) {
        DOCUMENT.assertComponentsAreReferenced(kind);
    }

    @Test
    void has_a_channel_for_every_topic_and_no_other() {
        assertThat(channels().map(channel -> channel.required("address").stringValue()))
                .containsExactlyElementsOf(topics().stream().map(Topic::name).toList());
        assertThat(channels())
                .allSatisfy(channel -> assertThat(channel.required("parameters").propertyNames())
                        .containsExactly("prefix"));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void states_the_settings_with_which_a_topic_is_created(Topic<?, ?> topic) {
        var kafka = channel(topic).at("/bindings/kafka");
        var settings = new TreeMap<String, String>();
        kafka.required("topicConfiguration").forEachEntry((name, value) -> settings.put(name, text(value)));

        assertThat(settings).containsExactlyInAnyOrderEntriesOf(topic.settings());
        assertThat(kafka.path("partitions").intValue(0)).isEqualTo(topic.partitions() == Partitions.ONE ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource
    void has_one_message_for_each_type_of_change_in_the_topic_of_its_kind(ChangeType type) {
        var topic = Topics.withPrefix("{prefix}").changes(type.kind());

        assertThat(messages(channel(topic)).filter(message -> name(message).equals(type.ceType())))
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.at("/headers/properties/ce_type/const").stringValue())
                            .isEqualTo(type.ceType());
                    assertThat(message.at("/headers/properties/ce_dataschema/const")
                                    .stringValue())
                            .isEqualTo(type.schema().toString());
                    assertThat(message.at("/payload/$ref").stringValue())
                            .isEqualTo("schemas/changes/" + type.shortName() + ".schema.json");
                });
    }

    @Test
    void has_no_other_message_in_the_change_topics() {
        assertThat(Topics.withPrefix("{prefix}").changes().stream().flatMap(topic -> messages(channel(topic))))
                .hasSameSizeAs(ChangeType.values());
    }

    @Test
    void has_one_message_for_each_kind_of_poll_report_and_no_other() {
        var kinds = Stream.of(PollReport.class.getAnnotation(JsonSubTypes.class).value())
                .map(JsonSubTypes.Type::name)
                .toList();
        var polls = messages(channel(Topics.withPrefix("{prefix}").polls())).toList();

        assertThat(polls.stream().map(AsyncApiTest::name)).containsExactlyInAnyOrderElementsOf(kinds);
        assertThat(polls).allSatisfy(message -> {
            assertThat(message.at("/bindings/kafka/key/const").stringValue()).isEqualTo(name(message));
            assertThat(message.at("/payload/$ref").stringValue())
                    .isEqualTo("schemas/polls/" + name(message) + ".schema.json");
        });
    }

    @Test
    void names_the_headers_of_a_snapshot() {
        var written = new SnapshotHeaders(1, "page", SnapshotHeaders.MADE_UP, 1, true, Instant.EPOCH).write();

        assertThat(DOCUMENT.at("/components/schemas/SnapshotHeaders/properties").propertyNames())
                .containsExactlyElementsOf(written.stream().map(Header::key).toList());
    }

    @Test
    void has_one_operation_that_sends_all_messages_of_a_channel() {
        var sent = new ArrayList<String>();
        DOCUMENT.at("/operations").forEach(operation -> {
            assertThat(operation.required("action").stringValue()).isEqualTo("send");
            operation.required("messages").forEach(message -> {
                assertThat(reference(message)).startsWith(reference(operation.required("channel")) + "/messages/");
                sent.add(reference(message));
            });
        });
        var all = new ArrayList<String>();
        DOCUMENT.at("/channels").forEachEntry((name, channel) -> channel.required("messages")
                .propertyNames()
                .forEach(message -> all.add("#/channels/" + name + "/messages/" + message)));

        assertThat(sent).containsExactlyInAnyOrderElementsOf(all);
    }

    private static Stream<JsonNode> channels() {
        return DOCUMENT.at("/channels").valueStream();
    }

    private static JsonNode channel(Topic<?, ?> topic) {
        return channels()
                .filter(channel -> channel.required("address").stringValue().equals(topic.name()))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<JsonNode> messages(JsonNode channel) {
        return channel.required("messages")
                .valueStream()
                .map(message -> DOCUMENT.at(reference(message).substring(1)));
    }

    private static String name(JsonNode message) {
        return message.required("name").stringValue();
    }

    private static String reference(JsonNode node) {
        return node.required("$ref").stringValue();
    }

    /** Returns the value in the form of a Kafka setting. */
    private static String text(JsonNode value) {
        return value.isArray()
                ? value.valueStream().map(JsonNode::stringValue).collect(joining(","))
                : value.asString();
    }
}
