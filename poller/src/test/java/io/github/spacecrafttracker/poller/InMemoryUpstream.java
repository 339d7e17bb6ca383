package io.github.spacecrafttracker.poller;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.poller.ll2.HttpExchange;
import io.github.spacecrafttracker.testkit.ListReply;
import io.github.spacecrafttracker.testkit.SpacecraftBuilder;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory stub of Launch Library 2 without a socket or a clock, so that a test can simulate
 * days in seconds.
 */
public final class InMemoryUpstream implements HttpExchange {
    private final TreeMap<Long, String> rows = new TreeMap<>();
    private final TreeMap<Long, String> unlisted = new TreeMap<>();

    /** Selects the requests that return an error. */
    public Predicate<URI> failing = url -> false;

    /** The {@code Date} of replies; null if they have none. */
    public @Nullable Instant date;

    /** Makes lists ignore the filters of the request. */
    public boolean ignoresFilters;

    public void put(long id, boolean inSpace) {
        put(id, SpacecraftBuilder.spacecraft(id).inSpace(inSpace).json());
    }

    /** @param row a row that has this id */
    public void put(long id, String row) {
        rows.put(id, row);
    }

    public void remove(long id) {
        rows.remove(id);
        unlisted.remove(id);
    }

    /** Hides a spacecraft from the lists. Its page still exists. */
    public void unlist(long id) {
        unlisted.put(id, String.valueOf(rows.remove(id)));
    }

    public long inSpace() {
        return rows.values().stream().filter(InMemoryUpstream::isInSpace).count();
    }

    public boolean has(long id) {
        return rows.containsKey(id);
    }

    public boolean isInSpace(long id) {
        return isInSpace(rows.getOrDefault(id, ""));
    }

    @Override
    public Response send(URI url) {
        if (failing.test(url)) {
            return response(500, "{}");
        }
        var path = url.getPath();
        if (path.endsWith("/spacecraft/")) {
            return list(parameters(url));
        }
        var id = Long.parseLong(path.replaceAll(".*/(\\d+)/$", "$1"));
        var row = rows.containsKey(id) ? rows.get(id) : unlisted.get(id);
        return row == null
                ? response(404, "{\"detail\":\"No Spacecraft matches the given query.\"}")
                : response(200, row);
    }

    public Response throttled() {
        return response(429, "{\"detail\":\"Request was throttled.\"}");
    }

    private Response response(int status, String body) {
        var headers = new HashMap<>(Map.of("Content-Type", List.of("application/json")));
        if (date != null) {
            headers.put("Date", List.of(DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC))));
        }
        return new Response(status, HttpHeaders.of(headers, (name, value) -> true), body.getBytes(UTF_8));
    }

    private static boolean isInSpace(String row) {
        return row.contains("\"in_space\":true");
    }

    private Response list(Map<String, String> parameters) {
        var selected = rows.values().stream()
                .filter(row -> ignoresFilters || !parameters.containsKey("in_space") || isInSpace(row))
                .toList();
        var offset = Integer.parseInt(parameters.getOrDefault("offset", "0"));
        var limit = Integer.parseInt(parameters.getOrDefault("limit", "10"));
        var page = selected.stream().skip(offset).limit(limit).toArray(String[]::new);
        var next = offset + limit >= selected.size() ? null : "https://example.org/next";
        return response(200, ListReply.of(selected.size(), next, page));
    }

    private static Map<String, String> parameters(URI url) {
        return Arrays.stream(url.getQuery().split("&", -1))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
