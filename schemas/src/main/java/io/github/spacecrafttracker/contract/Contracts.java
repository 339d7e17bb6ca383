package io.github.spacecrafttracker.contract;

import io.github.spacecrafttracker.change.ChangeType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * The contracts as JSON documents in UTF-8. Their relative paths match those below {@code /v1/}, so
 * references between them resolve both on the classpath and over HTTP. Each call returns a new
 * copy.
 */
public final class Contracts {
    private static final String DIRECTORY = "/io/github/spacecrafttracker/";
    private static final String SCHEMA_BASE = "https://spacecrafttracker.github.io/";

    private Contracts() {}

    /** Returns the description of the HTTP API, in OpenAPI 3.1. */
    public static byte[] openApi() {
        return read("openapi.json");
    }

    /** Returns the description of the topics, in AsyncAPI 3.0. */
    public static byte[] asyncApi() {
        return read("asyncapi.json");
    }

    /** Returns the JSON Schemas of all messages and of their parts, by directory and name. */
    public static List<JsonSchema> jsonSchemas() {
        return Stream.of(
                        schemas("changes", Stream.of(ChangeType.values()).map(ChangeType::shortName)),
                        schemas(
                                "core",
                                Stream.of(
                                        "afterwards",
                                        "details",
                                        "exchange",
                                        "held-back",
                                        "instant",
                                        "int64",
                                        "list-read",
                                        "looked-up",
                                        "mode",
                                        "observation",
                                        "pass",
                                        "requests",
                                        "snapshot-offsets",
                                        "source",
                                        "spacecraft",
                                        "status",
                                        "tracked-state",
                                        "unreadable")),
                        schemas("polls", Stream.of("budget", "look-up", "page", "sweep", "watch")),
                        schemas("snapshot", Stream.of("snapshot")))
                .flatMap(schemas -> schemas)
                .toList();
    }

    /**
     * A JSON Schema (2020-12) of a message, or of a part that messages share.
     *
     * @param directory {@code snapshot}, {@code polls} or {@code changes}; {@code core} for shared
     *     parts
     * @param name unique in its directory: the short name of a type of change, or the kind of a
     *     poll report
     */
    public record JsonSchema(String directory, String name) {
        /** Returns the schema's {@code $id}. */
        public URI id() {
            return URI.create(SCHEMA_BASE + path());
        }

        /** Returns the path of the schema relative to the other documents. */
        public String path() {
            return "schemas/" + directory + "/" + name + ".schema.json";
        }

        public byte[] document() {
            return read(path());
        }
    }

    private static Stream<JsonSchema> schemas(String directory, Stream<String> names) {
        return names.sorted().map(name -> new JsonSchema(directory, name));
    }

    private static byte[] read(String path) {
        try (var resource = Contracts.class.getResourceAsStream(DIRECTORY + path)) {
            if (resource == null) {
                throw new IllegalStateException(path + " is missing from this build");
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
