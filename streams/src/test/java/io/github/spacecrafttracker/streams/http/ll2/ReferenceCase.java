package io.github.spacecrafttracker.streams.http.ll2;

import static java.util.Objects.requireNonNull;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.HttpReply;
import io.github.spacecrafttracker.streams.SnapshotLog.Shown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A request, and the reply of a server with the original API and the reference spacecraft.
 *
 * @param reference an entry of {@code contract/cases.json}
 */
public record ReferenceCase(JsonNode reference) {

    /** Returns the spacecraft of {@code contract/dataset.json}. */
    public static Shown[] spacecraft() {
        return StreamSupport.stream(read("dataset.json").spliterator(), false)
                .map(object -> new Shown(object.required("id").longValue(), object.toString()))
                .toArray(Shown[]::new);
    }

    public static List<ReferenceCase> all() {
        return StreamSupport.stream(read("cases.json").spliterator(), false)
                .map(ReferenceCase::new)
                .toList();
    }

    public HttpReply send(int port) throws IOException {
        return HttpReply.of(
                port,
                reference.required("method").stringValue(),
                reference.required("path").stringValue(),
                "Host: testserver",
                "Accept: " + reference.path("accept").asString("application/json"));
    }

    @Override
    public String toString() {
        return reference.required("n") + " " + reference.required("path").stringValue();
    }

    private static JsonNode read(String file) {
        try (var resource = ReferenceCase.class.getResourceAsStream("/contract/" + file)) {
            return Json.MAPPER.readTree(requireNonNull(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
