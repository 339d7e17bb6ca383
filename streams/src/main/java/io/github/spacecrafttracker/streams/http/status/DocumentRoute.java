package io.github.spacecrafttracker.streams.http.status;

import io.github.spacecrafttracker.streams.http.ReadOnlyResource;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpStatus;

/**
 * A path at which a document is served as it stands.
 *
 * @param document JSON, UTF-8; not to be changed afterwards
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
public record DocumentRoute(String path, byte[] document) {

    public void addTo(JavalinConfig config) {
        new ReadOnlyResource(path, context -> ReadOnlyResource.json(context, HttpStatus.OK, document)).addTo(config);
    }
}
