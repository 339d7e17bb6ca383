package io.github.spacecrafttracker.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The description of the HTTP API: {@code openapi.json} in this package, written by hand. */
public final class OpenApi {
    private OpenApi() {}

    /** The document: OpenAPI 3.1 in JSON, UTF-8. A copy of the caller's own. */
    public static byte[] document() {
        try (var resource = OpenApi.class.getResourceAsStream("openapi.json")) {
            if (resource == null) {
                throw new IllegalStateException("openapi.json is missing from this build");
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
