package io.github.spacecrafttracker.contract;

import io.github.spacecrafttracker.change.ChangeType;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * A JSON Schema (2020-12) of a message, or of what messages share.
 *
 * @param folder {@code snapshot}, {@code polls}, {@code changes}, or {@code core} for what is shared
 * @param name unique in its folder: of a change the word of its type, of a poll report its kind
 */
public record JsonSchema(String folder, String name) {
    private static final String BASE = "https://spacecrafttracker.github.io/";

    /** All there are, by folder and name. */
    public static List<JsonSchema> all() {
        return Stream.of(
                        in("changes", Stream.of(ChangeType.values()).map(ChangeType::shortName)),
                        in(
                                "core",
                                Stream.of(
                                        "afterwards",
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
                        in("polls", Stream.of("budget", "look-up", "page", "sweep", "watch")),
                        in("snapshot", Stream.of("snapshot")))
                .flatMap(schemas -> schemas)
                .toList();
    }

    /** What identifies it everywhere. */
    public URI id() {
        return URI.create(BASE + path());
    }

    /** Where it lies, seen from the other documents. */
    public String path() {
        return "schemas/" + folder + "/" + file();
    }

    /** Of its file, in its folder. */
    public String file() {
        return name + ".schema.json";
    }

    /** As it stands: JSON, UTF-8. A copy of the caller's own. */
    public byte[] document() {
        return Contracts.read(path());
    }

    private static Stream<JsonSchema> in(String folder, Stream<String> names) {
        return names.sorted().map(name -> new JsonSchema(folder, name));
    }
}
