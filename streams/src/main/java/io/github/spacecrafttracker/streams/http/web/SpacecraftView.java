package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.snapshot.TrackedState;
import io.github.spacecrafttracker.streams.catalogue.Row;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/**
 * What a page shows of one spacecraft. Nothing of it is escaped; texts are empty where upstream has none.
 *
 * @param kind its configuration, what kind of thing that is, and whose
 */
record SpacecraftView(
        Spacecraft spacecraft, TrackedState state, String kind, String description, Optional<Picture> picture) {
    // As where it was read: numbers in fields that nobody shows may be of any size.
    private static final ObjectReader READER =
            Json.MAPPER.reader().without(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    static SpacecraftView of(Row row, ImageHosts hosts) {
        var object = READER.readTree(row.normal().canonical());
        var config = object.path("spacecraft_config");
        return new SpacecraftView(
                row.reading().spacecraft(),
                row.reading().state(),
                Stream.of(name(config), name(config.path("type")), name(config.path("agency")))
                        .filter(text -> !text.isBlank())
                        .collect(Collectors.joining(" · ")),
                object.path("description").stringValue(""),
                Picture.of(object.path("image"), hosts).or(() -> Picture.of(config.path("image"), hosts)));
    }

    String name() {
        return ChangeWords.name(spacecraft);
    }

    private static String name(JsonNode node) {
        return node.path("name").stringValue("");
    }
}
