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

/** The folder of the JSON Schemas with its examples, as files, and a validator over it. */
final class SchemaFolder {
    static final String BASE = "https://spacecrafttracker.github.io/schemas/";

    private static final String RESOURCES = "/io/github/spacecrafttracker/schemas";
    private static final String SUFFIX = ".schema.json";

    private final Path root;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaIdResolvers(
                    resolvers -> resolvers.mapPrefix(BASE, "classpath:" + RESOURCES.substring(1) + "/")));

    SchemaFolder() {
        try {
            // By a file in it: this class's own folder has the same name.
            var file = requireNonNull(SchemaFolder.class.getResource(RESOURCES + "/snapshot/snapshot" + SUFFIX));
            root = requireNonNull(Path.of(file.toURI()).resolve("../..").normalize());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A schema file; its folder is one of {@code core}, {@code snapshot}, {@code polls}, {@code changes}. */
    record SchemaFile(String folder, String name, Path path) {
        String id() {
            return BASE + folder + "/" + name + SUFFIX;
        }

        JsonNode json() {
            return Json.MAPPER.readTree(bytes(path));
        }

        /** Whether whole messages are of it, and not parts of messages. */
        boolean isMessage() {
            return !folder.equals("core");
        }

        @Override
        public String toString() {
            return folder + "/" + name;
        }
    }

    /** An example or counter-example of a schema. */
    record Example(SchemaFile schema, Path path) {
        byte[] bytes() {
            return SchemaFolder.bytes(path);
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

    /** What a reference in a schema leads to. */
    SchemaFile referred(SchemaFile from, String reference) {
        return schema(requireNonNull(from.path().getParent()).resolve(reference).normalize());
    }

    List<Example> examples() {
        return messages().stream().flatMap(schema -> examples(schema).stream()).toList();
    }

    List<Example> examples(SchemaFile schema) {
        return beside(schema, "examples");
    }

    List<Example> counterExamples() {
        return messages().stream()
                .flatMap(schema -> counterExamples(schema).stream())
                .toList();
    }

    List<Example> counterExamples(SchemaFile schema) {
        return beside(schema, "counter-examples");
    }

    /** All JSON files that are no schemas. */
    List<Path> allExampleFiles() {
        return files(
                root,
                path -> path.toString().endsWith(".json") && !path.toString().endsWith(SUFFIX));
    }

    List<Error> faults(SchemaFile schema, byte[] json) {
        return registry.getSchema(SchemaLocation.of(schema.id())).validate(Json.MAPPER.readTree(json));
    }

    /** How a schema offends against JSON Schema 2020-12 itself. */
    List<Error> faults(SchemaFile schema) {
        return registry.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()))
                .validate(schema.json());
    }

    private SchemaFile schema(Path path) {
        var name = path.getFileName().toString();
        var folder = requireNonNull(path.getParent()).getFileName().toString();
        return new SchemaFile(folder, name.substring(0, name.length() - SUFFIX.length()), path);
    }

    private List<Example> beside(SchemaFile schema, String kind) {
        var folder = root.resolve(schema.folder()).resolve(kind).resolve(schema.name());
        return files(folder, path -> path.toString().endsWith(".json")).stream()
                .map(path -> new Example(schema, path))
                .toList();
    }

    private static List<Path> files(Path folder, Predicate<Path> wanted) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var paths = Files.walk(folder)) {
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
