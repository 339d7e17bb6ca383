package io.github.spacecrafttracker.streams.http.status;

import io.github.spacecrafttracker.contract.JsonSchema;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.github.spacecrafttracker.streams.http.ReadOnlyResource;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The routes below {@code /v1/schemas/}: an index of all JSON Schemas, and each of them. All are held in memory; nothing else can be read. */
public final class SchemasApi {
    private static final String BELOW = "/v1/";
    private static final String INDEX = BELOW + "schemas/";

    private final List<JsonSchema> schemas = JsonSchema.all();
    private final Map<String, byte[]> documents =
            schemas.stream().collect(Collectors.toUnmodifiableMap(JsonSchema::path, JsonSchema::document));
    private final BaseUrl baseUrl;

    /** @param publicUrl what links begin with; empty: with what each request was sent to */
    public SchemasApi(Optional<URI> publicUrl) {
        this.baseUrl = BaseUrl.of(publicUrl);
    }

    public void addTo(JavalinConfig config) {
        new ReadOnlyResource(INDEX, baseUrl, context -> ReadOnlyResource.linked(context, baseUrl, this::index))
                .addTo(config);
        new ReadOnlyResource(INDEX + "{folder}/{file}", this::one).addTo(config);
    }

    private record Index(List<Entry> schemas) {}

    private record Entry(String name, URI id, String url) {}

    private Index index(String base) {
        return new Index(schemas.stream()
                .map(schema ->
                        new Entry(schema.folder() + "/" + schema.name(), schema.id(), base + BELOW + schema.path()))
                .toList());
    }

    private void one(Context context) {
        var document = documents.get("schemas/" + context.pathParam("folder") + "/" + context.pathParam("file"));
        if (document == null) {
            var detail = Map.of("detail", "There is no such schema. /v1/schemas/ lists all.");
            ReadOnlyResource.json(context, HttpStatus.NOT_FOUND, Json.MAPPER.writeValueAsBytes(detail));
        } else {
            ReadOnlyResource.json(context, HttpStatus.OK, document);
            context.contentType("application/schema+json");
        }
    }
}
