package io.github.spacecrafttracker.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import io.github.spacecrafttracker.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document is valid and complete, and it matches the schema of snapshots. */
class OpenApiTest {
    private static final Document DOCUMENT = Document.of(Contracts.openApi());
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** The components that correspond to parts of the schema of snapshots. */
    private static final Map<String, String> SNAPSHOT_PARTS = Map.of(
            "#/$defs/image", "#/components/schemas/Image",
            "#/$defs/agency", "#/components/schemas/Agency",
            "#/$defs/family", "#/components/schemas/Family",
            "../core/int64.schema.json", "#/components/schemas/Int64");

    static Stream<String> kindsOfComponents() {
        return DOCUMENT.at("/components").propertyNames().stream();
    }

    static Stream<String> schemas() {
        return DOCUMENT.at("/components/schemas").propertyNames().stream();
    }

    @Test
    void is_openapi_3_1() {
        var official =
                REGISTRY.getSchema(Document.resource("/io/github/spacecrafttracker/contract/openapi-3.1.schema.json"));

        assertThat(official.validate(DOCUMENT.json())).isEmpty();
        var withoutInfo = ((ObjectNode) DOCUMENT.json().deepCopy()).without("info");
        assertThat(official.validate(withoutInfo)).as("without info").isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void has_schemas_of_2020_12_with_descriptions(String name) {
        var schema = DOCUMENT.at("/components/schemas/" + name);

        assertThat(metaSchema().validate(schema)).isEmpty();
        assertThat(schema.path("description").stringValue("")).isNotBlank();
        schema.path("properties").forEachEntry((field, value) -> assertThat(value.has("$ref")
                        || !value.path("description").stringValue("").isBlank())
                .as("%s has a description", field)
                .isTrue());
    }

    @Test
    void has_only_references_that_resolve() {
        DOCUMENT.assertReferencesResolve();
    }

    @ParameterizedTest
    @MethodSource("kindsOfComponents")
    void has_no_unused_component(String kind) {
        DOCUMENT.assertComponentsAreReferenced(kind);
    }

    @Test
    void has_a_unique_name_for_every_operation() {
        var ids = operations().stream()
                .map(operation -> operation.path("operationId").stringValue(""))
                .toList();

        assertThat(ids).isNotEmpty().doesNotContain("").doesNotHaveDuplicates();
    }

    @Test
    void defines_parameters_and_responses_as_components() {
        DOCUMENT.at("/paths").forEach(path -> path.path("parameters").forEach(OpenApiTest::requireReference));
        operations().forEach(operation -> {
            assertThat(operation.has("parameters"))
                    .as("parameters belong to the path")
                    .isFalse();
            operation.path("responses").forEach(OpenApiTest::requireReference);
        });
        DOCUMENT.at("/components/responses").forEach(response -> {
            response.path("headers").forEach(OpenApiTest::requireReference);
            response.path("content").forEach(media -> requireReference(media.path("schema")));
        });
    }

    @Test
    void forbids_unknown_fields_except_in_upstream_objects_and_documents() {
        var open = Set.of("Spacecraft", "Image", "Agency", "Family", "OpenApi", "AsyncApi", "JsonSchema");
        DOCUMENT.at("/components/schemas").forEachEntry((name, schema) -> {
            if (schema.path("type").stringValue("").equals("object")) {
                assertThat(schema.path("additionalProperties").booleanValue(true))
                        .as("%s accepts unknown fields", name)
                        .isEqualTo(open.contains(name));
            }
        });
    }

    @Test
    void has_the_same_rules_for_a_spacecraft_as_the_schema_of_snapshots() {
        var snapshot = (ObjectNode) Json.MAPPER.readTree(
                Document.resource("/io/github/spacecrafttracker/schemas/snapshot/snapshot.schema.json"));
        var int64 = (ObjectNode)
                Json.MAPPER.readTree(Document.resource("/io/github/spacecrafttracker/schemas/core/int64.schema.json"));
        var parts = (ObjectNode) snapshot.remove("$defs");

        requireSame("Spacecraft", snapshot);
        requireSame("Int64", int64);
        assertThat(parts.propertyNames()).containsExactlyInAnyOrder("image", "agency", "family");
        requireSame("Image", parts.required("image"));
        requireSame("Agency", parts.required("agency"));
        requireSame("Family", parts.required("family"));
    }

    private static void requireSame(String name, JsonNode schema) {
        assertThat(rulesOf(DOCUMENT.at("/components/schemas/" + name), Map.of()))
                .as(name)
                .isEqualTo(rulesOf(schema, SNAPSHOT_PARTS));
    }

    /**
     * Returns a schema without titles and descriptions, with references to the document's
     * components.
     */
    private static JsonNode rulesOf(JsonNode schema, Map<String, String> moved) {
        if (schema instanceof ObjectNode object) {
            var rules = Json.MAPPER.createObjectNode();
            object.forEachEntry((keyword, value) -> {
                if (keyword.equals("$ref")) {
                    rules.put(keyword, moved.getOrDefault(value.stringValue(), value.stringValue()));
                } else if (value.isObject()
                        || !Set.of("$schema", "$id", "title", "description").contains(keyword)) {
                    rules.set(keyword, rulesOf(value, moved));
                }
            });
            return rules;
        }
        if (schema.isArray()) {
            var rules = Json.MAPPER.createArrayNode();
            schema.forEach(element -> rules.add(rulesOf(element, moved)));
            return rules;
        }
        return schema;
    }

    private static void requireReference(JsonNode node) {
        assertThat(node.propertyNames()).as("%s", node).containsExactly("$ref");
    }

    private static List<JsonNode> operations() {
        var operations = new ArrayList<JsonNode>();
        DOCUMENT.at("/paths")
                .forEach(path -> path.forEachEntry((method, operation) -> {
                    if (Set.of("get", "head", "options", "post", "put", "patch", "delete", "trace")
                            .contains(method)) {
                        operations.add(operation);
                    }
                }));
        return operations;
    }

    private static Schema metaSchema() {
        return REGISTRY.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));
    }
}
