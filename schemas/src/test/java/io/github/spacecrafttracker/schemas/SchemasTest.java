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
import io.github.spacecrafttracker.contract.Contracts;
import io.github.spacecrafttracker.contract.Contracts.JsonSchema;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.schemas.SchemaFiles.Example;
import io.github.spacecrafttracker.schemas.SchemaFiles.SchemaFile;
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

/** The JSON Schemas are valid, and they match their examples and the Java records. */
class SchemasTest {
    private static final SchemaFiles FILES = new SchemaFiles();

    static List<SchemaFile> schemas() {
        return FILES.schemas();
    }

    static List<SchemaFile> messages() {
        return FILES.messages();
    }

    static List<SchemaFile> pollsAndChanges() {
        return messages().stream()
                .filter(schema -> !schema.directory().equals("snapshot"))
                .toList();
    }

    static List<Example> examples() {
        return FILES.examples();
    }

    static List<Example> counterExamples() {
        return FILES.counterExamples();
    }

    @Nested
    class Every_schema {

        @ParameterizedTest
        @MethodSource("io.github.spacecrafttracker.schemas.SchemasTest#schemas")
        void is_valid_2020_12(SchemaFile schema) {
            assertThat(schema.json().path("$schema").stringValue(""))
                    .isEqualTo("https://json-schema.org/draft/2020-12/schema");
            assertThat(FILES.errors(schema)).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("io.github.spacecrafttracker.schemas.SchemasTest#schemas")
        void has_its_path_as_its_id_and_a_description(SchemaFile schema) {
            assertThat(schema.json().path("$id").stringValue("")).isEqualTo(schema.id());
            assertThat(schema.json().path("title").stringValue("")).isNotBlank();
            assertThat(schema.json().path("description").stringValue("")).isNotBlank();
        }

        @ParameterizedTest
        @MethodSource("io.github.spacecrafttracker.schemas.SchemasTest#schemas")
        void forbids_unknown_fields_and_requires_all_fields_except_in_upstream_objects_and_details(SchemaFile schema) {
            if (!schema.directory().equals("snapshot")) {
                objects(schema.json()).forEach(object -> {
                    assertThat(object.path("additionalProperties"))
                            .as("additionalProperties of %s", object)
                            .isEqualTo(Json.MAPPER.readTree("false"));
                    // With minProperties, the object contains only fields that changed.
                    assertThat(texts(object.path("required")))
                            .isEqualTo(object.has("minProperties") ? Set.of() : names(object.path("properties")));
                });
            }
        }

        @Test
        void is_listed_in_contracts_and_contracts_lists_no_other() {
            assertThat(Contracts.jsonSchemas().stream().map(JsonSchema::id).map(URI::toString))
                    .containsExactlyElementsOf(
                            schemas().stream().map(SchemaFile::id).toList());
            assertThat(Contracts.jsonSchemas()).allSatisfy(schema -> assertThat(
                            Json.MAPPER.readTree(schema.document()).path("$id").stringValue())
                    .isEqualTo(schema.id().toString()));
        }

        @Test
        void of_a_message_states_that_readers_ignore_unknown_fields() {
            assertThat(pollsAndChanges()).isNotEmpty().allSatisfy(schema -> assertThat(
                            schema.json().path("description").stringValue(""))
                    .contains("Readers ignore unknown fields"));
        }
    }

    @Nested
    class Every_message {

        @ParameterizedTest
        @MethodSource("io.github.spacecrafttracker.schemas.SchemasTest#messages")
        void has_examples_and_counter_examples(SchemaFile schema) {
            assertThat(FILES.examples(schema)).isNotEmpty();
            assertThat(FILES.counterExamples(schema)).hasSizeGreaterThan(2);
        }

        @Test
        void has_its_examples_and_no_other_file_exists() {
            assertThat(Stream.concat(examples().stream(), counterExamples().stream())
                            .map(Example::path))
                    .containsExactlyInAnyOrderElementsOf(FILES.allExampleFiles());
        }

        @Test
        void is_a_snapshot_a_poll_report_or_a_change() {
            var expected = new LinkedHashSet<String>();
            expected.add("snapshot/snapshot");
            pollRecords().keySet().forEach(kind -> expected.add("polls/" + kind));
            Stream.of(ChangeType.values()).forEach(type -> expected.add("changes/" + type.shortName()));

            assertThat(messages()).map(SchemaFile::toString).containsExactlyInAnyOrderElementsOf(expected);
        }

        @Test
        void of_a_change_has_the_schema_id_of_its_type() {
            assertThat(messages().stream()
                            .filter(schema -> schema.directory().equals("changes"))
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
            assertThat(FILES.errors(example.schema(), example.bytes())).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("io.github.spacecrafttracker.schemas.SchemasTest#examples")
        void survives_a_round_trip_through_its_record_unchanged(Example example) throws UnreadableException {
            var compact = CanonicalForm.of(example.bytes());
            switch (example.schema().directory()) {
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
        void is_rejected(Example example) {
            assertThat(FILES.errors(example.schema(), example.bytes())).isNotEmpty();
        }
    }

    @Nested
    class The_snapshot_schema {
        private final SchemaFile schema = messages().stream()
                .filter(message -> message.directory().equals("snapshot"))
                .findFirst()
                .orElseThrow();

        static List<Example> requiredByTheTracker() {
            return counterExamples().stream()
                    .filter(example -> example.schema().directory().equals("snapshot"))
                    .filter(example -> !example.path().getFileName().toString().startsWith("not-as-documented-"))
                    .toList();
        }

        @ParameterizedTest
        @MethodSource("requiredByTheTracker")
        void requires_the_fields_that_the_parser_requires(Example counterExample) {
            assertThatThrownBy(() -> TrackedSpacecraft.of(counterExample.bytes()))
                    .isInstanceOf(UnreadableException.class);
        }

        @Test
        void accepts_every_real_spacecraft() throws UnreadableException {
            for (var spacecraft : RealSpacecraft.all()) {
                assertThat(FILES.errors(schema, CanonicalForm.of(spacecraft))).isEmpty();
            }
        }

        @Test
        void describes_every_field_of_real_spacecraft() {
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
    class The_outcome_enum {

        @Test
        void has_the_values_of_the_schema() {
            var exchange = FILES.schemas().stream()
                    .filter(schema -> schema.name().equals("exchange"))
                    .findFirst()
                    .orElseThrow();
            assertThat(texts(exchange.json().at("/properties/outcome/enum")))
                    .isEqualTo(Stream.of(Outcome.values()).map(Outcome::label).collect(toSet()));
        }
    }

    @Nested
    class Every_record {

        @ParameterizedTest
        @MethodSource("io.github.spacecrafttracker.schemas.SchemasTest#pollsAndChanges")
        void has_the_components_of_its_schema_with_the_same_types_and_nullability(SchemaFile schema) {
            requireSame(recordOf(schema), schema, schema.json(), schema.toString());
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
                var referred = FILES.referred(file, node.path("$ref").stringValue());
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
            } else if (raw == Map.class) {
                assertThat(jsonTypes(node)).as(place).containsExactly("object");
                assertThat(node.path("minProperties").intValue(0)).as(place).isEqualTo(1);
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

        /**
         * Returns the types except null; for constants and enumerations, the types of their values.
         */
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
                schema.directory().equals("polls")
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

    /**
     * Returns the record of each type by the type's short name. A type and its record have the same
     * name.
     */
    private static Map<String, Class<?>> changeRecords() {
        var records = new TreeMap<String, Class<?>>();
        for (var record : Change.class.getPermittedSubclasses()) {
            var name = snakeCase(record.getSimpleName());
            var type = Arrays.stream(ChangeType.values())
                    .filter(candidate -> candidate.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow();
            records.put(type.shortName(), record);
        }
        return records;
    }

    /** Returns all object schemas within a schema, at any depth. */
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
