package io.github.spacecrafttracker.streams.http.ll2;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.catalogue.QueryResult.NotReady;
import io.github.spacecrafttracker.streams.catalogue.SpacecraftJson;
import io.github.spacecrafttracker.streams.http.HtmlPages;
import io.github.spacecrafttracker.streams.http.ReadOnlyResource;
import io.github.spacecrafttracker.streams.query.Parameters;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends the reply to one request in the negotiated form.
 *
 * @param path the path of the request as the client sent it
 * @param clock the source of the age of the data
 */
record NegotiatedReply(
        Context context,
        String path,
        Parameters parameters,
        Rendering rendering,
        HtmlPages pages,
        InstantSource clock) {
    /**
     * The header with the time as of which a reply is true, in RFC 3339. Each row has a state that
     * the upstream API had at this time or later.
     */
    static final String AS_OF = "As-Of";

    private static final List<String> SHOWN_HEADERS = List.of(Header.ALLOW, AS_OF, Header.AGE, Header.RETRY_AFTER);

    /**
     * Sets the headers with the time as of which the reply is true, and its age (RFC 9111, section
     * 5.1).
     */
    void setAsOf(Instant time) {
        var age = Duration.between(time, clock.instant()).toSeconds();
        context.header(AS_OF, Json.time(time)).header(Header.AGE, Long.toString(Math.max(0, age)));
    }

    void sendList(ListPage list, SpacecraftJson.UrlStyle style) {
        send(HttpStatus.OK, list.json(style), list);
    }

    /** Sends JSON other than a list page. */
    void send(HttpStatus status, byte[] json) {
        send(status, json, null);
    }

    /** Sends an error in LL2's form. */
    void sendDetail(HttpStatus status, String detail) {
        send(status, Json.MAPPER.writeValueAsBytes(Map.of("detail", detail)));
    }

    void sendNotReady(NotReady notReady) {
        context.header(Header.RETRY_AFTER, ReadOnlyResource.RETRY_AFTER_SECONDS);
        sendDetail(HttpStatus.SERVICE_UNAVAILABLE, "Not ready: " + notReady.reason() + ".");
    }

    private void send(HttpStatus status, byte[] json, @Nullable ListPage list) {
        context.status(status).header(Header.VARY, Header.ACCEPT);
        if (rendering instanceof Rendering.Json form) {
            context.contentType("application/json")
                    .result(form.indent() == 0 ? json : IndentedJson.of(json, form.indent()));
        } else {
            var reply = new BrowsableReply(path, parameters, status, shownHeaders(), json, list);
            pages.send(context, status, "ll2/reply.jte", reply);
        }
    }

    private Map<String, String> shownHeaders() {
        var shown = new LinkedHashMap<String, String>();
        for (var name : SHOWN_HEADERS) {
            var value = context.res().getHeader(name);
            if (value != null) {
                shown.put(name, value);
            }
        }
        return shown;
    }
}
