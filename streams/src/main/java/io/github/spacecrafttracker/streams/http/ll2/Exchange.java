package io.github.spacecrafttracker.streams.http.ll2;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.catalogue.QueryResult;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.github.spacecrafttracker.streams.http.HtmlPages;
import io.github.spacecrafttracker.streams.http.ReadOnlyResource;
import io.github.spacecrafttracker.streams.query.Parameters;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request, and its answer in the form that was negotiated. */
final class Exchange {
    /** As of when an answer is true, in RFC 3339: each row shows a state that upstream had then or later. */
    static final String AS_OF = "As-Of";

    static final String NOT_FOUND = "Not found.";

    private final Context context;
    private final String prefix;
    private final Parameters parameters;
    private final HtmlPages pages;
    private final Clock clock;
    private Rendering form = Rendering.JSON;

    /** @param prefix of all paths, as {@link BaseUrl#prefix} */
    Exchange(Context context, String prefix, HtmlPages pages, Clock clock) {
        this.context = context;
        this.prefix = prefix;
        this.parameters = Parameters.parse(context.queryString());
        this.pages = pages;
        this.clock = clock;
    }

    Parameters parameters() {
        return parameters;
    }

    /** @throws NotAcceptableException see {@link Rendering#negotiate}; the answer then stays JSON */
    void negotiate() throws NotAcceptableException {
        form = Rendering.negotiate(parameters.last("format"), accept());
    }

    /** Says as of when the answer is, and how old that makes it, in whole seconds (RFC 9111, section 5.1). */
    void asOf(Instant instant) {
        var age = Duration.between(instant, clock.instant()).toSeconds();
        context.header(AS_OF, Json.time(instant)).header(Header.AGE, Long.toString(Math.max(0, age)));
    }

    /** Answers with an object or a list of errors. */
    void answer(HttpStatus status, byte[] json) {
        answer(status, json, null);
    }

    /** Answers with a page of a list. */
    void answer(HttpStatus status, byte[] json, ReplyPage.@Nullable Paging paging) {
        context.status(status).header(Header.VARY, Header.ACCEPT);
        if (form.html()) {
            var page = new ReplyPage(prefix + context.path(), parameters, status, shown(), json, paging);
            pages.send(context, status, "ll2/reply.jte", page);
        } else {
            context.contentType("application/json")
                    .result(form.indent() == 0 ? json : IndentedJson.of(json, form.indent()));
        }
    }

    /** Answers with a clause, as Launch Library 2 tells an error. */
    void detail(HttpStatus status, String detail) {
        answer(status, Json.MAPPER.writeValueAsBytes(Map.of("detail", detail)));
    }

    void notReady(QueryResult.NotReady notReady) {
        context.header(Header.RETRY_AFTER, ReadOnlyResource.RETRY_AFTER_SECONDS);
        detail(HttpStatus.SERVICE_UNAVAILABLE, "Not ready: " + notReady.why() + ".");
    }

    /** What a client that reads JSON would want to know of the headers. */
    private Map<String, String> shown() {
        var shown = new LinkedHashMap<String, String>();
        for (var name : List.of(Header.ALLOW, AS_OF, Header.AGE, Header.RETRY_AFTER)) {
            var value = context.res().getHeader(name);
            if (value != null) {
                shown.put(name, value);
            }
        }
        return shown;
    }

    private List<String> accept() {
        return Collections.list(context.req().getHeaders(Header.ACCEPT));
    }
}
