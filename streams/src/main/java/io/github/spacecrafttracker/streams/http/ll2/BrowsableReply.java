package io.github.spacecrafttracker.streams.http.ll2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import io.github.spacecrafttracker.streams.http.LinkedText;
import io.github.spacecrafttracker.streams.query.Parameters;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page that shows one request and its reply to a person, with a form for the filters of a list.
 * The template is {@code ll2/reply.jte}.
 *
 * @param path the path of the request as the client sent it
 * @param headers the headers that the page shows, in order
 * @param json the reply in UTF-8; must not be changed
 * @param list null if the reply is not a list
 */
@SuppressWarnings("ArrayRecordComponent") // Never modified, and never compared.
record BrowsableReply(
        String path,
        Parameters parameters,
        HttpStatus status,
        Map<String, String> headers,
        byte[] json,
        @Nullable ListPage list) {
    static final StyleSheet STYLE_SHEET = StyleSheet.read("page.css");

    /**
     * The page loads no resources and runs no scripts, and its forms can only be submitted to this
     * server.
     */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src '" + STYLE_SHEET.hash()
            + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    static final List<Entry<String, String>> MODES = List.of(entry("", "normal"), entry("detailed", "detailed"));
    // LL2's current values; LL2 may add others. See docs/ll2-contract.md#status-values.
    static final List<Entry<String, String>> STATUSES = List.of(
            entry("1", "Active"),
            entry("2", "Retired"),
            entry("3", "Destroyed"),
            entry("4", "Single Use"),
            entry("5", "Under construction"));
    static final List<Entry<String, String>> ORDERINGS = List.of(
            entry("", "id, oldest entry first"),
            entry("-id", "id, newest entry first"),
            entry("-time_in_space", "time in space, longest first"),
            entry("time_in_space", "time in space, shortest first"),
            entry("-time_docked", "time docked, longest first"),
            entry("time_docked", "time docked, shortest first"),
            entry("-flights_count", "flights, most first"),
            entry("flights_count", "flights, fewest first"),
            entry("-mission_ends_count", "mission ends, most first"),
            entry("mission_ends_count", "mission ends, fewest first"));

    BrowsableReply {
        headers = new LinkedHashMap<>(headers);
    }

    /** A segment of the path, with the path up to its end. */
    record Breadcrumb(String path, String name) {}

    /**
     * A style sheet that is part of the page and is allowed by its hash (Content Security Policy,
     * level 3, section 2.3.1).
     *
     * @param hash a source expression such as {@code sha256-…}
     */
    record StyleSheet(String css, String hash) {
        static StyleSheet read(String name) {
            try (var resource = BrowsableReply.class.getResourceAsStream(name)) {
                var css = Objects.requireNonNull(resource, name).readAllBytes();
                var hash = MessageDigest.getInstance("SHA-256").digest(css);
                return new StyleSheet(
                        new String(css, UTF_8), "sha256-" + Base64.getEncoder().encodeToString(hash));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + name, e);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("SHA-256 is not available", e);
            }
        }
    }

    String title() {
        if (status != HttpStatus.OK) {
            return statusLine();
        }
        return list != null ? "Spacecraft list" : "Spacecraft";
    }

    String statusLine() {
        return status.getCode() + " " + status.getMessage();
    }

    /** Returns a link for each segment of the path. No link refers to another host. */
    List<Breadcrumb> breadcrumbs() {
        var breadcrumbs = new ArrayList<Breadcrumb>();
        var parent = new StringBuilder("/");
        for (var segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                parent.append(segment).append('/');
                breadcrumbs.add(new Breadcrumb(parent.toString(), segment));
            }
        }
        return breadcrumbs;
    }

    /** Returns the path and the query of the request. */
    String target() {
        var query = parameters.write();
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** Returns the query that requests the same reply as JSON. */
    String jsonQuery() {
        return "?" + parameters.with("format", "json").write();
    }

    List<LinkedText> listing() {
        return IndentedJson.listing(json);
    }
}
