package io.github.spacecrafttracker.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cloudevents.CloudEvent;
import io.github.spacecrafttracker.change.Change.Counts;
import io.github.spacecrafttracker.change.Change.InSpace;
import io.github.spacecrafttracker.change.Change.OfStatus;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.snapshot.RealSpacecraft;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.snapshot.TrackedSpacecraft;
import io.github.spacecrafttracker.snapshot.TrackedState;
import io.github.spacecrafttracker.snapshot.TrackedState.Status;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The form of change events, a contract with subscribers: CloudEvents 1.0 in binary mode. */
class ChangeTest {
    private static final String SOURCE = "https://ll.thespacedevs.com/2.3.0";
    private static final Instant AT = Instant.parse("2026-11-24T10:40:05.120Z");
    private static final Instant BEFORE = AT.minusSeconds(240);
    private static final long OBSERVATION = 1_795_516_805_120L;
    private static final Topics TOPICS = Topics.withPrefix("spacecraft");

    /** Returns a change of each type, with its id and the type's short name. */
    static List<Arguments> changes() throws UnreadableException {
        var freedom = TrackedSpacecraft.of(RealSpacecraft.of(551));
        var spacecraft = freedom.spacecraft();
        var state = freedom.state();
        return List.of(
                arguments(
                        new Change.EnteredSpace(
                                spacecraft, new InSpace(false), new InSpace(true), AT, BEFORE, OBSERVATION),
                        "551:in_space:1795516805120",
                        "in_space.entered.v1"),
                arguments(
                        new Change.LeftSpace(
                                spacecraft, new InSpace(true), new InSpace(false), AT, BEFORE, OBSERVATION),
                        "551:in_space:1795516805120",
                        "in_space.left.v1"),
                arguments(
                        new Change.StatusChanged(
                                spacecraft,
                                new OfStatus(new Status(1, "Active")),
                                new OfStatus(new Status(2, null)),
                                AT,
                                BEFORE,
                                OBSERVATION),
                        "551:status:1795516805120",
                        "status.changed.v1"),
                arguments(
                        new Change.CountsChanged(
                                spacecraft, new Counts(5L, 4L), new Counts(5L, null), false, AT, BEFORE, OBSERVATION),
                        "551:counts:1795516805120",
                        "counts.changed.v1"),
                arguments(
                        new Change.Appeared(spacecraft, state, true, AT, OBSERVATION),
                        "551:catalogue:1795516805120",
                        "catalogue.appeared.v1"),
                arguments(
                        new Change.Removed(spacecraft, state, AT, BEFORE, OBSERVATION),
                        "551:catalogue:1795516805120",
                        "catalogue.removed.v1"),
                arguments(
                        new Change.Reappeared(spacecraft, state, AT, BEFORE, OBSERVATION),
                        "551:catalogue:1795516805120",
                        "catalogue.reappeared.v1"),
                arguments(
                        new Change.DetailsChanged(
                                spacecraft,
                                nameAndSerialNumber("C212", null),
                                nameAndSerialNumber("Freedom", "C212"),
                                AT,
                                BEFORE,
                                OBSERVATION),
                        "551:details:1795516805120",
                        "details.changed.v1"));
    }

    @Nested
    class On_its_topic {

        @ParameterizedTest
        @MethodSource("io.github.spacecrafttracker.change.ChangeTest#changes")
        void has_these_headers_and_no_others(Change change, String id, String shortName) {
            assertThat(headers(change, SOURCE))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "ce_specversion", "1.0",
                            "ce_id", id,
                            "ce_source", "https://ll.thespacedevs.com/2.3.0/spacecraft/",
                            "ce_type", "io.github.spacecrafttracker." + shortName,
                            "ce_subject", "551",
                            "ce_time", "2026-11-24T10:40:05.12Z",
                            "ce_dataschema",
                                    "https://spacecrafttracker.github.io/schemas/changes/" + shortName + ".schema.json",
                            "content-type", "application/json"));
        }

        @ParameterizedTest
        @MethodSource("io.github.spacecrafttracker.change.ChangeTest#changes")
        void states_that_its_data_is_made_up(Change change) {
            assertThat(headers(change, SnapshotHeaders.MADE_UP))
                    .containsEntry("ce_source", "urn:spacecraft-tracker:made-up");
        }

        @ParameterizedTest
        @MethodSource("io.github.spacecrafttracker.change.ChangeTest#changes")
        void has_the_change_as_its_value(Change change) {
            var value = serialized(change, SOURCE, new RecordHeaders());

            assertThat(Json.MAPPER.readValue(value, change.getClass())).isEqualTo(change);
            assertThat(Json.MAPPER.readTree(value).path("observed_at").stringValue())
                    .isEqualTo("2026-11-24T10:40:05.120Z");
        }

        @ParameterizedTest
        @MethodSource("io.github.spacecrafttracker.change.ChangeTest#changes")
        void is_parsed_as_the_same_event(Change change) {
            var headers = new RecordHeaders();
            var topic = TOPICS.changes(change.type().kind());
            var value = serialized(change, SOURCE, headers);

            var event = topic.value().deserializer().deserialize(topic.name(), headers, value);

            assertThat(event.getId()).isEqualTo(change.toCloudEvent(SOURCE).getId());
            assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2026-11-24T10:40:05.12Z"));
            assertThat(data(event)).isEqualTo(value);
        }

        @ParameterizedTest
        @CsvSource({
            "2026-11-24T10:40:05.120Z",
            "2026-11-24T10:40:05Z",
            "2026-11-24T10:40:00Z",
            "2026-11-24T00:00:00Z",
            "2026-11-24T10:40:05.007Z"
        })
        void has_the_time_of_the_newer_observation(Instant observedAt) throws UnreadableException {
            var freedom = TrackedSpacecraft.of(RealSpacecraft.of(551));
            var change = new Change.Appeared(freedom.spacecraft(), freedom.state(), false, observedAt, OBSERVATION);

            var time = headers(change, SOURCE).get("ce_time");

            assertThat(time).endsWith("Z");
            assertThat(OffsetDateTime.parse(time).toInstant()).isEqualTo(observedAt);
        }
    }

    @Nested
    class Its_id {

        @Test
        void depends_only_on_spacecraft_kind_and_observation() {
            var after = new TrackedState(true, new Status(1, null), null, null);
            var one = new Change.Appeared(new Spacecraft(7, "A", null, null, null), after, true, AT, 3);
            var other = new Change.Appeared(new Spacecraft(7, "B", "x", null, true), after, false, BEFORE, 3);

            assertThat(one.toCloudEvent(SOURCE).getId())
                    .isEqualTo("7:catalogue:3")
                    .isEqualTo(other.toCloudEvent(SnapshotHeaders.MADE_UP).getId());
        }

        @ParameterizedTest
        @EnumSource
        void contains_the_name_of_its_kind(Kind kind) {
            assertThat(kind.idPart())
                    .matches("[a-z_]+")
                    .isEqualTo(kind.topicSuffix().replace('-', '_'));
        }
    }

    @Test
    void the_fields_of_the_data_are_in_the_documented_order() {
        var change = new Change.CountsChanged(
                new Spacecraft(551, "Größe 🚀", null, new Spacecraft.Config(6L, null), false),
                new Counts(null, 4L),
                new Counts(5L, 3L),
                true,
                AT,
                BEFORE,
                7);

        assertThat(new String(data(change.toCloudEvent(SOURCE)), UTF_8))
                .isEqualTo("{\"spacecraft\":{\"id\":551,\"name\":\"Größe 🚀\",\"serial_number\":null,"
                        + "\"spacecraft_config\":{\"id\":6,\"name\":null},\"is_placeholder\":false},"
                        + "\"before\":{\"flights_count\":null,\"mission_ends_count\":4},"
                        + "\"after\":{\"flights_count\":5,\"mission_ends_count\":3},\"correction\":true,"
                        + "\"observed_at\":\"2026-11-24T10:40:05.120Z\",\"previous_observed_at\":\"2026-11-24T10:36:05.120Z\","
                        + "\"observation\":7}");
    }

    @Test
    void the_data_has_only_the_details_that_differ_and_null_is_a_value() {
        var change = new Change.DetailsChanged(
                new Spacecraft(551, "Freedom", "C212", null, false),
                nameAndSerialNumber("C212", null),
                nameAndSerialNumber("Freedom", "C212"),
                AT,
                BEFORE,
                7);

        assertThat(new String(data(change.toCloudEvent(SOURCE)), UTF_8))
                .isEqualTo("{\"spacecraft\":{\"id\":551,\"name\":\"Freedom\",\"serial_number\":\"C212\","
                        + "\"spacecraft_config\":null,\"is_placeholder\":false},"
                        + "\"before\":{\"name\":\"C212\",\"serial_number\":null},"
                        + "\"after\":{\"name\":\"Freedom\",\"serial_number\":\"C212\"},"
                        + "\"observed_at\":\"2026-11-24T10:40:05.120Z\",\"previous_observed_at\":\"2026-11-24T10:36:05.120Z\","
                        + "\"observation\":7}");
    }

    private static Map<String, @Nullable Object> nameAndSerialNumber(String name, @Nullable String serialNumber) {
        var details = new LinkedHashMap<String, @Nullable Object>();
        details.put("name", name);
        details.put("serial_number", serialNumber);
        return details;
    }

    private static Map<String, String> headers(Change change, String source) {
        var headers = new RecordHeaders();
        serialized(change, source, headers);
        var texts = new LinkedHashMap<String, String>();
        headers.forEach(header -> texts.put(header.key(), new String(header.value(), UTF_8)));
        assertThat(texts).hasSameSizeAs(headers.toArray());
        return texts;
    }

    private static byte[] serialized(Change change, String source, RecordHeaders headers) {
        var topic = TOPICS.changes(change.type().kind());
        return topic.value().serializer().serialize(topic.name(), headers, change.toCloudEvent(source));
    }

    private static byte[] data(CloudEvent event) {
        var data = event.getData();
        return data == null ? new byte[0] : data.toBytes();
    }
}
