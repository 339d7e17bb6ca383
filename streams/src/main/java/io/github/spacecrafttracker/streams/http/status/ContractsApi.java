package io.github.spacecrafttracker.streams.http.status;

import io.github.spacecrafttracker.contract.Contracts;
import io.github.spacecrafttracker.contract.Contracts.JsonSchema;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.github.spacecrafttracker.streams.http.ReadOnlyResource;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The routes of the documents that describe the contracts: {@code /v1/openapi.json}, {@code
 * /v1/asyncapi.json}, and the JSON Schemas under {@code /v1/schemas/} with an index. All documents
 * are in memory, so no other file can be read.
 */
public final class ContractsApi {
    private static final String VERSION = "/v1/";
    private static final String SCHEMAS = VERSION + "schemas/";

    private final List<JsonSchema> schemas = Contracts.jsonSchemas();
    private final Map<String, byte[]> documents =
            schemas.stream().collect(Collectors.toUnmodifiableMap(JsonSchema::path, JsonSchema::document));
    private final BaseUrl baseUrl;

    public ContractsApi(BaseUrl baseUrl) {
        this.baseUrl = baseUrl;
    }

    public void addTo(JavalinConfig config) {
        add(config, VERSION + "openapi.json", Contracts.openApi());
        add(config, VERSION + "asyncapi.json", Contracts.asyncApi());
        new ReadOnlyResource(
                        SCHEMAS, baseUrl, context -> ReadOnlyResource.sendLinkedJson(context, baseUrl, this::index))
                .addTo(config);
        new ReadOnlyResource(SCHEMAS + "{folder}/{file}", this::sendSchema).addTo(config);
    }

    private static void add(JavalinConfig config, String path, byte[] document) {
        new ReadOnlyResource(path, context -> ReadOnlyResource.sendJson(context, HttpStatus.OK, document))
                .addTo(config);
    }

    private record Index(List<Entry> schemas) {}

    private record Entry(String name, URI id, String url) {}

    private Index index(String base) {
        return new Index(schemas.stream()
                .map(schema -> new Entry(
                        schema.directory() + "/" + schema.name(), schema.id(), base + VERSION + schema.path()))
                .toList());
    }

    private void sendSchema(Context context) {
        var document = documents.get("schemas/" + context.pathParam("folder") + "/" + context.pathParam("file"));
        if (document == null) {
            var detail = Map.of("detail", "No such schema. /v1/schemas/ lists all schemas.");
            ReadOnlyResource.sendJson(context, HttpStatus.NOT_FOUND, Json.MAPPER.writeValueAsBytes(detail));
        } else {
            ReadOnlyResource.sendJson(context, HttpStatus.OK, document);
            context.contentType("application/schema+json");
        }
    }
}
