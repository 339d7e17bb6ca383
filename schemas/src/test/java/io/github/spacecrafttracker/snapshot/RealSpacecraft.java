package io.github.spacecrafttracker.snapshot;

import static java.util.Objects.requireNonNull;

import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.json.JsonSlices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The 19 real spacecraft of the recorded replies, exactly as received; {@link RecordedSpacecraft}
 * returns them as JSON trees.
 */
public final class RealSpacecraft {
    private static final List<String> REPLIES = List.of(
            "spacecraft-page-offset130.json",
            "spacecraft-search-crew-dragon.json",
            "spacecraft-search-crew-dragon-in-space.json");

    private RealSpacecraft() {}

    public static List<byte[]> all() {
        var byId = new LinkedHashMap<Long, byte[]>();
        for (var reply : REPLIES) {
            var results = requireNonNull(JsonSlices.fields(read(reply))).get("results");
            for (var row : requireNonNull(JsonSlices.elements(requireNonNull(results)))) {
                byId.putIfAbsent(Json.MAPPER.readTree(row).path("id").longValue(), row);
            }
        }
        return new ArrayList<>(byId.values());
    }

    public static byte[] of(long id) {
        return all().stream()
                .filter(row -> Json.MAPPER.readTree(row).path("id").longValue() == id)
                .findFirst()
                .orElseThrow();
    }

    private static byte[] read(String reply) {
        try (var recorded = RecordedSpacecraft.class.getResourceAsStream("recorded/" + reply)) {
            return requireNonNull(recorded).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
