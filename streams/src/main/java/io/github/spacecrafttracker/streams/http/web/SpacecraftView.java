package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.change.ChangeDescription;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.snapshot.TrackedState;
import io.github.spacecrafttracker.streams.catalogue.Row;
import io.github.spacecrafttracker.streams.changelog.Transition;
import io.github.spacecrafttracker.streams.http.LinkedText;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/**
 * One spacecraft on a page. A text is empty if the upstream API does not provide it.
 *
 * @param configuration the names of the configuration, its type and its agency
 * @param transition the last change into or out of space; empty if none has been read yet
 */
record SpacecraftView(
        Spacecraft spacecraft,
        TrackedState state,
        String configuration,
        String description,
        Optional<Image> image,
        Optional<Transition> transition) {
    // Fields that the page does not show may contain numbers of any size, some of which BigDecimal
    // rejects.
    private static final ObjectReader READER =
            Json.MAPPER.reader().without(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /**
     * An image with the attribution that its licence requires.
     *
     * @param url an address on one of the allowed hosts
     * @param title the text that describes the image
     */
    record Image(String url, String title, String credit, LinkedText licence) {

        /** Returns title, credit and licence in one line. */
        String attribution() {
            return Stream.of(title, credit, licence.text())
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(", "));
        }

        /** @param image the JSON of an LL2 image; null or any other value is accepted */
        static Optional<Image> of(JsonNode image, ImageHosts hosts) {
            var licence = image.path("license");
            return Stream.of("thumbnail_url", "image_url")
                    .map(field -> text(image, field))
                    .filter(hosts::allow)
                    .findFirst()
                    .map(url -> new Image(
                            url,
                            text(image, "name"),
                            text(image, "credit"),
                            LinkedText.of(text(licence, "name"), text(licence, "link"))));
        }
    }

    static SpacecraftView of(Row row, ImageHosts hosts, Optional<Transition> transition) {
        var object = READER.readTree(row.normalJson().canonical());
        var config = object.path("spacecraft_config");
        return new SpacecraftView(
                row.tracked().spacecraft(),
                row.tracked().state(),
                Stream.of(config, config.path("type"), config.path("agency"))
                        .map(node -> text(node, "name"))
                        .filter(name -> !name.isBlank())
                        .collect(Collectors.joining(" · ")),
                text(object, "description"),
                Image.of(object.path("image"), hosts).or(() -> Image.of(config.path("image"), hosts)),
                transition);
    }

    String name() {
        return ChangeDescription.name(spacecraft);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).stringValue("");
    }
}
