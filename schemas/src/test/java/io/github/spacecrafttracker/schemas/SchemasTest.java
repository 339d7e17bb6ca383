package io.github.spacecrafttracker.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.github.spacecrafttracker.change.Change;
import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.contract.JsonSchema;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.schemas.SchemaFolder.Example;
import io.github.spacecrafttracker.schemas.SchemaFolder.SchemaFile;
import io.github.spacecrafttracker.snapshot.CanonicalForm;
import io.github.spacecrafttracker.snapshot.RealSpacecraft;
import io.github.spacecrafttracker.snapshot.TrackedSpacecraft;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The folder of JSON Schemas: sound in itself, true to its examples, and the same as the records. */
class SchemasTest {
    private static final SchemaFolder FOLDER = new SchemaFolder();

    static List<SchemaFile> schemas() {
        return FOLDER.schemas();
    }

    static List<SchemaFile> messages() {
        return FOLDER.messages();
    }

    static List<SchemaFile> pollsAndChanges() {
        return messages().stream()
                .filter(schema -> !schema.folder().equals("snapshot"))
                .toList();
    }

    static List<Example> examples() {
        return FOLDER.examples();
    }

    static List<Example> counterExamples() {
        return FOLDER.counterExamples();
    }

    @Nested
    class Every_schema {

        @ParameterizedTest
        @MethodSource("io.github.spacecrafttracker.schemas.SchemasTest#schemas")
        void is_valid_2020_12(SchemaFile schema) {
            assertThat(schema.json().path("$schema").stringValue(""))
                    .isEqualTo("https://json-schema.org/draft/2020-12/schema");
            assertThat(FOLDER.faults(schema)).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("io.github.spacecrafttracker.schemas.SchemasTest#schemas")
        void has_its_path_as_its_id_and_says_what_it_means(SchemaFile schema) {
            assertThat(schema.json().path("$id").stringValue("")).isEqualTo(schema.id());
            assertThat(schema.json().path("title").stringValue("")).isNotBlank();
            assertThat(schema.json().path("description").stringValue("")).isNotBlank();
        }

        @ParameterizedTest
        @MethodSource("io.github.spacecrafttracker.schemas.SchemasTest#schemas")
        void is_closed_and_requires_all_that_is_written_unless_upstream_writes_it(SchemaFile schema) {
            if (!schema.folder().equals("snapshot")) {
                objects(schema.json()).forEach(object -> {
                    assertThat(object.path("additionalProperties"))
                            .as("additionalProperties of %s", object)
                            .isEqualTo(Json.MAPPER.readTree("false"));
                    assertThat(texts(object.path("required"))).isEqualTo(names(object.path("properties")));
                });
            }
        }

        @Test
        void is_among_those_that_the_code_knows_and_no_other_is() {
            assertThat(JsonSchema.all().stream().map(JsonSchema::id).map(URI::toString))
                    .containsExactlyElementsOf(
                            schemas().stream().map(SchemaFile::id).toList());
            assertThat(JsonSchema.all()).allSatisfy(schema -> assertThat(
                            Json.MAPPER.readTree(schema.document()).path("$id").stringValue())
                    .isEqualTo(schema.id().toString()));
        }

        @Test
        void of_a_message_says_that_readers_ignore_what_they_do_not_know() {
            assertThat(pollsAndChanges()).isNotEmpty().allSatisfy(schema -> assertThat(
                            schema.json().path("description").stringValue(""))
                    .contains("readers ignore what they do not know"));
        }
    }

    @Nested
    class Every_message {

        @ParameterizedTest
        @MethodSource("io.github.spacecrafttracker.schemas.SchemasTest#messages")
        void has_examples_and_counter_examples(SchemaFile schema) {
            assertThat(FOLDER.examples(schema)).isNotEmpty();
            assertThat(FOLDER.counterExamples(schema)).hasSizeGreaterThan(2);
        }

        @Test
        void owns_its_examples_and_no_file_lies_astray() {
            assertThat(Stream.concat(examples().stream(), counterExamples().stream())
                            .map(Example::path))
                    .containsExactlyInAnyOrderElementsOf(FOLDER.allExampleFiles());
        }

        @Test
        void is_a_snapshot_or_a_kind_of_poll_report_or_a_type_of_change_and_each_of_these_has_one() {
            var expected = new LinkedHashSet<String>();
            expected.add("snapshot/snapshot");
            pollRecords().keySet().forEach(kind -> expected.add("polls/" + kind));
            Stream.of(ChangeType.values()).forEach(type -> expected.add("changes/" + type.shortName()));

            assertThat(messages()).map(SchemaFile::toString).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(messages().stream()
                            .filter(schema -> schema.folder().equals("changes"))
                            .map(SchemaFile::id))
                    .containsExactlyInAnyOrderElementsOf(Stream.of(ChangeType.values())
                            .map(type -> type.schema().toString())
                            .toList());
        }
    }

    @Nested
    class Every_example {

        @ParameterizedTest
        @MethodSource("io.github.spacecrafttracker.schemas.SchemasTest#examples")
        void validates(Example example) {
            assertThat(FOLDER.faults(example.schema(), example.bytes())).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("io.github.spacecrafttracker.schemas.SchemasTest#examples")
        void comes_back_from_its_record_byte_for_byte(Example example) throws UnreadableException {
            var compact = CanonicalForm.of(example.bytes());
            switch (example.schema().folder()) {
                case "snapshot" ->
                    assertThatCode(() -> TrackedSpacecraft.of(example.bytes())).doesNotThrowAnyException();
                case "polls" -> {
                    var report = Json.MAPPER.readValue(example.bytes(), PollReport.class);
                    assertThat(report.key()).isEqualTo(example.schema().name());
                    assertThat(text(report.write())).isEqualTo(text(compact));
                }
                default -> {
                    var change = Json.MAPPER.readValue(
                            example.bytes(), recordOf(example.schema()).asSubclass(Change.class));
                    assertThat(change.type().shortName())
                            .isEqualTo(example.schema().name());
                    assertThat(text(Json.MAPPER.writeValueAsBytes(change))).isEqualTo(text(compact));
                }
            }
        }
    }

    @Nested
    class Every_counter_example {

        @ParameterizedTest
        @MethodSource("io.github.spacecrafttracker.schemas.SchemasTest#counterExamples")
        void is_refused(Example example) {
            assertThat(FOLDER.faults(example.schema(), example.bytes())).isNotEmpty();
        }
    }

    @Nested
    class The_snapshot_schema {
        private final SchemaFile schema = messages().stream()
                .filter(message -> message.folder().equals("snapshot"))
                .findFirst()
                .orElseThrow();

        static List<Example> ofWhatTheTrackerDemands() {
            return counterExamples().stream()
                    .filter(example -> example.schema().folder().equals("snapshot"))
                    .filter(example -> !example.path().getFileName().toString().startsWith("not-as-documented-"))
                    .toList();
        }

        @ParameterizedTest
        @MethodSource("ofWhatTheTrackerDemands")
        void demands_what_a_reading_demands(Example counterExample) {
            assertThatThrownBy(() -> TrackedSpacecraft.of(counterExample.bytes()))
                    .isInstanceOf(UnreadableException.class);
        }

        @Test
        void holds_for_every_real_spacecraft() throws UnreadableException {
            for (var spacecraft : RealSpacecraft.all()) {
                assertThat(FOLDER.faults(schema, CanonicalForm.of(spacecraft))).isEmpty();
            }
        }

        @Test
        void describes_every_field_of_the_real_ones() {
            for (var spacecraft : RealSpacecraft.all()) {
                requireDescribed(Json.MAPPER.readTree(spacecraft), schema.json(), "");
            }
        }

        private void requireDescribed(JsonNode value, JsonNode described, String place) {
            var node = described;
            if (node.has("anyOf")) {
                node = node.path("anyOf").path(0);
            }
            if (node.path("$ref").stringValue("").startsWith("#")) {
                node = schema.json().at(node.path("$ref").stringValue().substring(1));
            }
            var object = node;
            if (value.isArray()) {
                value.forEach(element -> requireDescribed(element, object.path("items"), place + "[]"));
            }
            value.forEachEntry((name, field) -> {
                var at = place + "." + name;
                assertThat(object.path("properties").has(name)).as(at).isTrue();
                requireDescribed(field, object.path("properties").path(name), at);
            });
        }
    }

    @Nested
    class Every_record {

        @ParameterizedTest
        @MethodSource("io.github.spacecrafttracker.schemas.SchemasTest#pollsAndChanges")
        void has_the_components_of_its_schema_with_the_same_types_and_nullability(SchemaFile schema) {
            requireSame(recordOf(schema), schema, schema.json(), schema.toString());
        }

        @Test
        void of_an_outcome_is_one_of_the_words_that_the_schema_has() {
            var exchange = FOLDER.schemas().stream()
                    .filter(schema -> schema.name().equals("exchange"))
                    .findFirst()
                    .orElseThrow();
            assertThat(texts(exchange.json().at("/properties/outcome/enum")))
                    .isEqualTo(Stream.of(Outcome.values()).map(Outcome::label).collect(toSet()));
        }

        private void requireSame(Class<?> record, SchemaFile file, JsonNode schema, String place) {
            var properties = schema.path("properties");
            var expected =
                    Stream.of(record.getRecordComponents()).map(this::name).collect(toSet());
            if (PollReport.class.isAssignableFrom(record)) {
                expected.add("kind");
            }
            assertThat(names(properties)).as(place).isEqualTo(expected);
            for (var component : record.getRecordComponents()) {
                requireSame(
                        component.getAnnotatedType(), file, properties.path(name(component)), place + "." + component);
            }
        }

        private void requireSame(AnnotatedType type, SchemaFile file, JsonNode schema, String place) {
            assertThat(allowsNull(schema))
                    .as("%s may be null", place)
                    .isEqualTo(type.isAnnotationPresent(Nullable.class));
            var node = notNull(schema);
            if (node.has("$ref")) {
                var referred = FOLDER.referred(file, node.path("$ref").stringValue());
                if (type.getType() == Instant.class) {
                    assertThat(referred.name()).as(place).isEqualTo("instant");
                } else {
                    requireSameValue(type, referred, referred.json(), place);
                }
            } else {
                requireSameValue(type, file, node, place);
            }
        }

        private void requireSameValue(AnnotatedType type, SchemaFile file, JsonNode node, String place) {
            var raw = type.getType() instanceof ParameterizedType parameterized
                    ? (Class<?>) parameterized.getRawType()
                    : (Class<?>) type.getType();
            if (raw.isRecord()) {
                requireSame(raw, file, node, place);
            } else if (raw == List.class) {
                assertThat(jsonTypes(node)).as(place).containsExactly("array");
                requireSame(
                        ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[0],
                        file,
                        node.path("items"),
                        place + "[]");
            } else if (raw == long.class || raw == Long.class) {
                assertThat(jsonTypes(node)).as(place).containsExactly("integer");
                assertThat(node.path("maximum").longValue()).as(place).isEqualTo(Long.MAX_VALUE);
            } else if (raw == int.class || raw == Integer.class) {
                assertThat(jsonTypes(node)).as(place).containsExactly("integer");
                assertThat(node.path("maximum").longValue()).as(place).isBetween(1L, (long) Integer.MAX_VALUE);
            } else if (raw == boolean.class || raw == Boolean.class) {
                assertThat(jsonTypes(node)).as(place).containsExactly("boolean");
            } else {
                assertThat(raw == String.class || raw.isEnum()).as(place).isTrue();
                assertThat(jsonTypes(node)).as(place).containsExactly("string");
            }
        }

        private String name(RecordComponent component) {
            var annotation = component.getAccessor().getAnnotation(JsonProperty.class);
            return annotation != null ? annotation.value() : snakeCase(component.getName());
        }

        private boolean allowsNull(JsonNode schema) {
            return types(schema).contains("null")
                    || schema.path("anyOf").valueStream().anyMatch(this::allowsNull);
        }

        private JsonNode notNull(JsonNode schema) {
            return schema.has("anyOf")
                    ? schema.path("anyOf")
                            .valueStream()
                            .filter(option -> !allowsNull(option))
                            .findFirst()
                            .orElseThrow()
                    : schema;
        }

        /** Without null; of constants and enumerations: that of their values. */
        private Set<String> jsonTypes(JsonNode node) {
            var types = types(node);
            types.remove("null");
            Stream.concat(Stream.of(node.path("const")), node.path("enum").valueStream())
                    .filter(value -> value.isString() || value.isBoolean())
                    .forEach(value -> types.add(value.isString() ? "string" : "boolean"));
            return types;
        }

        private Set<String> types(JsonNode node) {
            return node.path("type").isString()
                    ? new LinkedHashSet<>(Set.of(node.path("type").stringValue()))
                    : new LinkedHashSet<>(texts(node.path("type")));
        }
    }

    private static Class<?> recordOf(SchemaFile schema) {
        return requireNonNull(
                schema.folder().equals("polls")
                        ? pollRecords().get(schema.name())
                        : changeRecords().get(schema.name()));
    }

    private static Map<String, Class<?>> pollRecords() {
        var records = new TreeMap<String, Class<?>>();
        for (var type : requireNonNull(PollReport.class.getAnnotation(JsonSubTypes.class))
                .value()) {
            records.put(type.name(), type.value());
        }
        assertThat(records.values()).containsExactlyInAnyOrder(PollReport.class.getPermittedSubclasses());
        return records;
    }

    /** By the word of their type; a record is named as its type is. */
    private static Map<String, Class<?>> changeRecords() {
        var records = new TreeMap<String, Class<?>>();
        for (var record : Change.class.getPermittedSubclasses()) {
            var word = snakeCase(record.getSimpleName());
            var type = Arrays.stream(ChangeType.values())
                    .filter(one -> one.name().equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow();
            records.put(type.shortName(), record);
        }
        return records;
    }

    /** All object schemas in a schema, however deep. */
    private static Stream<JsonNode> objects(JsonNode schema) {
        var inner = schema.valueStream().flatMap(SchemasTest::objects);
        return schema.path("properties").isObject() ? Stream.concat(Stream.of(schema), inner) : inner;
    }

    private static Set<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).collect(toSet());
    }

    private static Set<String> names(JsonNode object) {
        return Set.copyOf(object.propertyNames());
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
