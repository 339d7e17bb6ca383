package io.github.spacecrafttracker.contract;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The contracts as documents, written by hand: JSON, UTF-8. They lie beside each other as they do under {@code /v1/}, so that what one refers to in another is
 * found here and there.
 */
public final class Contracts {
    private static final String FOLDER = "/io/github/spacecrafttracker/";

    private Contracts() {}

    /** What can be asked of the HTTP API, as OpenAPI 3.1 tells it. A copy of the caller's own. */
    public static byte[] openApi() {
        return read("openapi.json");
    }

    /** What is in the topics, as AsyncAPI 3.0 tells it. A copy of the caller's own. */
    public static byte[] asyncApi() {
        return read("asyncapi.json");
    }

    /** @param path in the folder of all of them */
    static byte[] read(String path) {
        try (var resource = Contracts.class.getResourceAsStream(FOLDER + path)) {
            if (resource == null) {
                throw new IllegalStateException(path + " is missing from this build");
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
