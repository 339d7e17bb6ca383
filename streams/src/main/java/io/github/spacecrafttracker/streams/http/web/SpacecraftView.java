package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.change.ChangeDescription;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.snapshot.TrackedState;
import io.github.spacecrafttracker.streams.catalogue.Row;
import io.github.spacecrafttracker.streams.changelog.Transition;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/**
 * One spacecraft on a page. Texts are empty if upstream has none.
 *
 * @param kind its configuration, the type of that, and its agency
 * @param transition the change that brought it to where it is; empty if none was read yet
 */
record SpacecraftView(
        Spacecraft spacecraft,
        TrackedState state,
        String kind,
        String description,
        Optional<Picture> picture,
        Optional<Transition> transition) {
    // Numbers in fields that are not shown may be of any size; as decimals, those beyond BigDecimal
    // would throw.
    private static final ObjectReader READER =
            Json.MAPPER.reader().without(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    static SpacecraftView of(Row row, ImageHosts hosts, Optional<Transition> transition) {
        var object = READER.readTree(row.normalJson().canonical());
        var config = object.path("spacecraft_config");
        return new SpacecraftView(
                row.tracked().spacecraft(),
                row.tracked().state(),
                Stream.of(name(config), name(config.path("type")), name(config.path("agency")))
                        .filter(text -> !text.isBlank())
                        .collect(Collectors.joining(" · ")),
                object.path("description").stringValue(""),
                Picture.of(object.path("image"), hosts).or(() -> Picture.of(config.path("image"), hosts)),
                transition);
    }

    String name() {
        return ChangeDescription.name(spacecraft);
    }

    private static String name(JsonNode node) {
        return node.path("name").stringValue("");
    }
}
