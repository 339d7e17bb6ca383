package io.github.spacecrafttracker.streams.http.feed;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.http.StreamingReply;
import io.github.spacecrafttracker.streams.changelog.ChangeLog;
import io.github.spacecrafttracker.streams.changelog.ChangeSlice.ReadPosition;
import io.github.spacecrafttracker.streams.changelog.CursorException;
import io.github.spacecrafttracker.streams.changelog.LogPosition;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.github.spacecrafttracker.streams.http.ReadOnlyResource;
import io.github.spacecrafttracker.streams.query.Parameters;
import io.github.spacecrafttracker.streams.query.WholeNumber;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.function.LongPredicate;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** The routes {@code /v1/changes} and {@code /v1/spacecraft/{id}/changes}: a stream of server-sent events, or pages. */
public final class FeedApi {
    private static final String ALL = "/v1/changes";
    private static final String OF_ONE = "/v1/spacecraft/{id}/changes";
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final ChangeLog log;
    private final Subscribers subscribers;
    private final LongPredicate known;
    private final BaseUrl baseUrl;

    /**
     * @param known whether a spacecraft of that id exists or existed, as far as the log was read
     */
    public FeedApi(ChangeLog log, Subscribers subscribers, LongPredicate known, BaseUrl baseUrl) {
        this.log = log;
        this.subscribers = subscribers;
        this.known = known;
        this.baseUrl = baseUrl;
    }

    public void addTo(JavalinConfig config) {
        new ReadOnlyResource(ALL, context -> answer(context, this::serve)).addTo(config);
        new ReadOnlyResource(OF_ONE, context -> answer(context, this::ofOne)).addTo(config);
    }

    private interface Route {
        void answer(Context context, FeedRequest request) throws RefusedException, CursorException;
    }

    private void answer(Context context, Route route) {
        context.header(Header.ALLOW, ReadOnlyResource.ALLOWED).header(Header.VARY, Header.ACCEPT);
        try {
            route.answer(context, FeedRequest.of(Parameters.parse(context.queryString())));
        } catch (RefusedException e) {
            refuse(context, e);
        } catch (CursorException e) {
            refuse(context, RefusedException.of(e));
        }
    }

    private void ofOne(Context context, FeedRequest request) throws RefusedException, CursorException {
        var id =
                WholeNumber.parseId(context.pathParam("id")).filter(known::test).orElseThrow(FeedApi::notFound);
        if (!request.filter().spacecraft().isEmpty()) {
            throw RefusedException.ofParameter("\"spacecraft\" is in the path already.");
        }
        serve(context, request.ofOne(Long.toString(id)));
    }

    private void serve(Context context, FeedRequest request) throws RefusedException, CursorException {
        if (FeedFormat.negotiate(Collections.list(context.req().getHeaders(Header.ACCEPT))) == FeedFormat.STREAM) {
            stream(context, request);
        } else {
            page(context, request);
        }
    }

    private void stream(Context context, FeedRequest request) throws RefusedException, CursorException {
        if (!request.ofPages().isEmpty()) {
            throw RefusedException.ofParameter("\"" + String.join("\", \"", request.ofPages())
                    + "\" is only for pages: request them with \"Accept: application/json\".");
        }
        var last = context.header(LAST_EVENT_ID);
        var since = last == null || last.isBlank()
                ? request.since().orElse(new Since.Now())
                : new Since.Cursor(last.strip());
        var from = since instanceof Since.Cursor cursor ? log.positionToFollow(cursor.text()) : position(since);
        context.status(HttpStatus.OK)
                .contentType("text/event-stream")
                .header(Header.CACHE_CONTROL, "no-cache, no-transform")
                .header("X-Accel-Buffering", "no");
        if (context.method().equals(HandlerType.HEAD)) {
            flush(context);
            return;
        }
        var inner = ServletContextRequest.getServletContextRequest(context.req());
        subscribers.admit(context.ip());
        context.future(() -> {
            StreamingReply.begin(inner);
            return subscribers.follow(from, request.filter(), context.ip(), inner, inner.getServletContextResponse());
        });
    }

    /** Sends the headers alone: if they were sent at the end of the reply, the server would add a length of 0. */
    private static void flush(Context context) {
        try {
            context.res().flushBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException("the client is gone", e);
        }
    }

    private void page(Context context, FeedRequest request) throws RefusedException, CursorException {
        var base = baseUrl.forRequest(context.scheme(), context.header(Header.HOST))
                .orElseThrow(() -> new RefusedException(HttpStatus.BAD_REQUEST, "invalid-host", BaseUrl.NO_HOST));
        var page = request.newestFirst() ? newest(context, request, base) : oldest(context, request, base);
        context.header(Header.CACHE_CONTROL, "no-cache");
        ReadOnlyResource.json(context, HttpStatus.OK, page.json());
    }

    private ChangePage oldest(Context context, FeedRequest request, String base)
            throws RefusedException, CursorException {
        if (request.before().isPresent()) {
            throw RefusedException.ofParameter("\"before\" is only for \"order=newest\".");
        }
        var from = position(request.since().orElse(new Since.Beginning()));
        var batch = log.forward(ReadPosition.at(from), request.filter(), request.limit())
                .orElseThrow(() -> new CursorException(CursorException.Reason.EXPIRED));
        var cursor = log.cursor(batch.end().position());
        var next = link(context, base, FeedRequest.SINCE, cursor);
        return new ChangePage(batch.changes(), batch.hasMore() ? next : null, cursor);
    }

    private ChangePage newest(Context context, FeedRequest request, String base)
            throws RefusedException, CursorException {
        if (request.since().isPresent()) {
            throw RefusedException.ofParameter("\"since\" is not for \"order=newest\".");
        }
        var before =
                request.before().isPresent() ? log.position(request.before().get()) : log.end();
        var batch = log.backward(before, request.filter(), request.limit());
        var next =
                link(context, base, FeedRequest.BEFORE, log.cursor(batch.end().position()));
        return new ChangePage(batch.changes(), batch.hasMore() ? next : null, log.cursor(before));
    }

    private LogPosition position(Since since) throws CursorException {
        if (since instanceof Since.Cursor cursor) {
            return log.position(cursor.text());
        }
        if (since instanceof Since.Time time) {
            return log.at(time.time());
        }
        return since instanceof Since.Beginning ? log.beginning() : log.end();
    }

    private static String link(Context context, String base, String name, String cursor) {
        return base + context.path() + "?"
                + Parameters.parse(context.queryString()).with(name, cursor).write();
    }

    private static RefusedException notFound() {
        return new RefusedException(
                HttpStatus.NOT_FOUND, "no-such-spacecraft", "No Spacecraft matches the given query.");
    }

    private void refuse(Context context, RefusedException refused) {
        if (refused.status() == HttpStatus.SERVICE_UNAVAILABLE || refused.status() == HttpStatus.TOO_MANY_REQUESTS) {
            context.header(Header.RETRY_AFTER, ReadOnlyResource.RETRY_AFTER_SECONDS);
        }
        var body = refused.status() == HttpStatus.GONE
                ? refused.body(log.cursor(log.beginning()), log.topics())
                : refused.body();
        ReadOnlyResource.json(context, refused.status(), Json.MAPPER.writeValueAsBytes(body));
    }
}
