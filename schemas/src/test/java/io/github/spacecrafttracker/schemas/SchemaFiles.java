package io.github.spacecrafttracker.schemas;

import static java.util.Objects.requireNonNull;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import io.github.spacecrafttracker.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The files of the JSON Schemas, with their examples and a validator. */
final class SchemaFiles {
    static final String BASE = "https://spacecrafttracker.github.io/schemas/";

    private static final String RESOURCES = "/io/github/spacecrafttracker/schemas";
    private static final String SUFFIX = ".schema.json";

    private final Path root;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaIdResolvers(
                    resolvers -> resolvers.mapPrefix(BASE, "classpath:" + RESOURCES.substring(1) + "/")));

    SchemaFiles() {
        try {
            // Located through a file, because the directory of this class has the same name.
            var file = requireNonNull(SchemaFiles.class.getResource(RESOURCES + "/snapshot/snapshot" + SUFFIX));
            root = requireNonNull(Path.of(file.toURI()).resolve("../..").normalize());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A schema file; its directory is {@code core}, {@code snapshot}, {@code polls} or {@code
     * changes}.
     */
    record SchemaFile(String directory, String name, Path path) {
        String id() {
            return BASE + directory + "/" + name + SUFFIX;
        }

        JsonNode json() {
            return Json.MAPPER.readTree(bytes(path));
        }

        /** Returns whether this schema describes a message rather than a part of one. */
        boolean isMessage() {
            return !directory.equals("core");
        }

        @Override
        public String toString() {
            return directory + "/" + name;
        }
    }

    /** An example or counter-example of a schema. */
    record Example(SchemaFile schema, Path path) {
        byte[] bytes() {
            return SchemaFiles.bytes(path);
        }

        @Override
        public String toString() {
            return schema + ": " + path.getFileName();
        }
    }

    List<SchemaFile> schemas() {
        return files(root, path -> path.toString().endsWith(SUFFIX)).stream()
                .map(this::schema)
                .toList();
    }

    List<SchemaFile> messages() {
        return schemas().stream().filter(SchemaFile::isMessage).toList();
    }

    /** Returns the schema that a reference in another schema points to. */
    SchemaFile referred(SchemaFile from, String reference) {
        return schema(requireNonNull(from.path().getParent()).resolve(reference).normalize());
    }

    List<Example> examples() {
        return messages().stream().flatMap(schema -> examples(schema).stream()).toList();
    }

    List<Example> examples(SchemaFile schema) {
        return filesOf(schema, "examples");
    }

    List<Example> counterExamples() {
        return messages().stream()
                .flatMap(schema -> counterExamples(schema).stream())
                .toList();
    }

    List<Example> counterExamples(SchemaFile schema) {
        return filesOf(schema, "counter-examples");
    }

    /** Returns all JSON files except schemas. */
    List<Path> allExampleFiles() {
        return files(
                root,
                path -> path.toString().endsWith(".json") && !path.toString().endsWith(SUFFIX));
    }

    List<Error> errors(SchemaFile schema, byte[] json) {
        return registry.getSchema(SchemaLocation.of(schema.id())).validate(Json.MAPPER.readTree(json));
    }

    /** Returns the violations of JSON Schema 2020-12 itself. */
    List<Error> errors(SchemaFile schema) {
        return registry.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()))
                .validate(schema.json());
    }

    private SchemaFile schema(Path path) {
        var name = path.getFileName().toString();
        var directory = requireNonNull(path.getParent()).getFileName().toString();
        return new SchemaFile(directory, name.substring(0, name.length() - SUFFIX.length()), path);
    }

    private List<Example> filesOf(SchemaFile schema, String kind) {
        var directory = root.resolve(schema.directory()).resolve(kind).resolve(schema.name());
        return files(directory, path -> path.toString().endsWith(".json")).stream()
                .map(path -> new Example(schema, path))
                .toList();
    }

    private static List<Path> files(Path directory, Predicate<Path> wanted) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var paths = Files.walk(directory)) {
            return paths.filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
