package io.github.spacecrafttracker.streams.http.ll2;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.catalogue.QueryResult.NotReady;
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
 * The reply to one request, in the rendering that was negotiated.
 *
 * @param path of the request, as the client sent it
 * @param clock for the age of the data
 */
record Ll2Reply(
        Context context,
        String path,
        Parameters parameters,
        Rendering rendering,
        HtmlPages pages,
        InstantSource clock) {
    /**
     * The time as of which a reply is true, in RFC 3339: each row shows a state that upstream had
     * then or later.
     */
    static final String AS_OF = "As-Of";

    private static final List<String> SHOWN_HEADERS = List.of(Header.ALLOW, AS_OF, Header.AGE, Header.RETRY_AFTER);

    /**
     * States as of when the reply is true, and its age in whole seconds (RFC 9111, section 5.1).
     */
    void asOf(Instant time) {
        var age = Duration.between(time, clock.instant()).toSeconds();
        context.header(AS_OF, Json.time(time)).header(Header.AGE, Long.toString(Math.max(0, age)));
    }

    /** Sends a page of a list. */
    void sendList(byte[] json, ReplyPage.Paging paging) {
        send(HttpStatus.OK, json, paging);
    }

    /** Sends an object or a list of errors. */
    void send(HttpStatus status, byte[] json) {
        send(status, json, null);
    }

    /** Sends an error as LL2 does, with one clause. */
    void sendDetail(HttpStatus status, String detail) {
        send(status, Json.MAPPER.writeValueAsBytes(Map.of("detail", detail)));
    }

    void sendNotReady(NotReady notReady) {
        context.header(Header.RETRY_AFTER, ReadOnlyResource.RETRY_AFTER_SECONDS);
        sendDetail(HttpStatus.SERVICE_UNAVAILABLE, "Not ready: " + notReady.reason() + ".");
    }

    private void send(HttpStatus status, byte[] json, ReplyPage.@Nullable Paging paging) {
        context.status(status).header(Header.VARY, Header.ACCEPT);
        if (rendering instanceof Rendering.Json form) {
            context.contentType("application/json")
                    .result(form.indent() == 0 ? json : IndentedJson.of(json, form.indent()));
        } else {
            var page = new ReplyPage(path, parameters, status, shownHeaders(), json, paging);
            pages.send(context, status, "ll2/reply.jte", page);
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
