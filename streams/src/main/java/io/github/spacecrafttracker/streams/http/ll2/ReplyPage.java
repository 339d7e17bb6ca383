package io.github.spacecrafttracker.streams.http.ll2;

import static java.util.Map.entry;

import io.github.spacecrafttracker.streams.http.LinkedText;
import io.github.spacecrafttracker.streams.query.Parameters;
import io.javalin.http.HttpStatus;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/**
 * A page that shows a person one request and its reply; a list has its filters as a form. The
 * template {@code ll2/reply.jte} shows it.
 *
 * @param path of the request, as it was sent
 * @param headers of the reply in its JSON form that are worth showing, in order
 * @param json the reply in its JSON form, in UTF-8; must not be changed
 * @param paging null if the reply is not a list
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared as a value, and never changed.
record ReplyPage(
        String path,
        Parameters parameters,
        HttpStatus status,
        Map<String, String> headers,
        byte[] json,
        @Nullable Paging paging) {
    /** Nothing is loaded or run, and forms lead back to this server. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src '" + StyleSheet.PAGE.hash()
            + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    static final List<Entry<String, String>> MODES = List.of(entry("", "normal"), entry("detailed", "detailed"));
    // Those that LL2 has; it may add others.
    static final List<Entry<String, String>> STATUSES = List.of(
            entry("1", "Active"),
            entry("2", "Retired"),
            entry("3", "Destroyed"),
            entry("4", "Single Use"),
            entry("5", "Under construction"));
    static final List<Entry<String, String>> ORDERINGS = List.of(
            entry("", "by id"),
            entry("-time_in_space", "time in space, longest first"),
            entry("time_in_space", "time in space, shortest first"),
            entry("-time_docked", "time docked, longest first"),
            entry("time_docked", "time docked, shortest first"),
            entry("-flights_count", "flights, most first"),
            entry("flights_count", "flights, fewest first"),
            entry("-mission_ends_count", "mission ends, most first"),
            entry("mission_ends_count", "mission ends, fewest first"),
            entry("-id", "by id, newest first"));

    ReplyPage {
        headers = new LinkedHashMap<>(headers);
    }

    /**
     * The part of a list that is shown.
     *
     * @param limit in force
     * @param offset in force
     * @param links to the pages around it
     */
    record Paging(int limit, BigInteger offset, Links links) {}

    /** One segment of the path. */
    record Breadcrumb(String path, String name) {}

    String title() {
        if (status != HttpStatus.OK) {
            return statusLine();
        }
        return paging != null ? "Spacecraft list" : "Spacecraft";
    }

    String statusLine() {
        return status.getCode() + " " + status.getMessage();
    }

    /** The path is split into segments, so that no breadcrumb leads to another host. */
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

    /** The path and the query of the request. */
    String target() {
        var query = parameters.write();
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** The query with which the same reply comes as JSON. */
    String jsonQuery() {
        return "?" + parameters.with("format", "json").write();
    }

    List<LinkedText> listing() {
        return JsonListing.of(json);
    }
}
