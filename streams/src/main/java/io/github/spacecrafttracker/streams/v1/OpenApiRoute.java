package io.github.spacecrafttracker.streams.v1;

import io.github.spacecrafttracker.openapi.OpenApi;
import io.github.spacecrafttracker.streams.api.ReadOnlyResource;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpStatus;

/** The route {@code /v1/openapi.json}: what can be asked of this server, as OpenAPI 3.1. */
public final class OpenApiRoute {
    private final byte[] document = OpenApi.document();

    public void addTo(JavalinConfig config) {
        new ReadOnlyResource("/v1/openapi.json", context -> ReadOnlyResource.json(context, HttpStatus.OK, document))
                .addTo(config);
    }
}
