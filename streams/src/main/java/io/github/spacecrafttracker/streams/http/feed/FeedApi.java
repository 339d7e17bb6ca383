package io.github.spacecrafttracker.streams.http.feed;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.http.StreamingReply;
import io.github.spacecrafttracker.streams.changelog.ChangeLog;
import io.github.spacecrafttracker.streams.changelog.ChangeSlice.ReadPosition;
import io.github.spacecrafttracker.streams.changelog.CursorException;
import io.github.spacecrafttracker.streams.changelog.LogPosition;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.github.spacecrafttracker.streams.http.ReadOnlyResource;
import io.github.spacecrafttracker.streams.http.RequestException;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * The routes {@code /v1/changes} and {@code /v1/spacecraft/{id}/changes}, which serve server-sent
 * events or pages.
 */
public final class FeedApi {
    private static final String ALL = "/v1/changes";
    private static final String ONE_SPACECRAFT = "/v1/spacecraft/{id}/changes";
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

    private final ChangeLog log;
    private final Subscribers subscribers;
    private final LongPredicate isKnown;
    private final BaseUrl baseUrl;

    /** @param isKnown returns whether a spacecraft with this id exists or ever existed */
    public FeedApi(ChangeLog log, Subscribers subscribers, LongPredicate isKnown, BaseUrl baseUrl) {
        this.log = log;
        this.subscribers = subscribers;
        this.isKnown = isKnown;
        this.baseUrl = baseUrl;
    }

    public void addTo(JavalinConfig config) {
        add(config, ALL, this::serveAll);
        add(config, ONE_SPACECRAFT, this::serveOne);
    }

    private interface Route {
        void serve(Context context) throws RequestException, CursorException;
    }

    private void add(JavalinConfig config, String path, Route route) {
        new ReadOnlyResource(path, context -> serve(context, route)).addTo(config);
        HandlerType.commonHttp().stream()
                .filter(method -> !READING.contains(method))
                .forEach(method ->
                        config.routes.addHttpHandler(method, path, context -> serve(context, FeedApi::rejectMethod)));
    }

    private void serve(Context context, Route route) {
        context.header(Header.ALLOW, ReadOnlyResource.ALLOWED).header(Header.VARY, Header.ACCEPT);
        try {
            route.serve(context);
        } catch (RequestException e) {
            reject(context, e);
        } catch (CursorException e) {
            reject(context, RequestException.of(e));
        }
    }

    private void serveAll(Context context) throws RequestException, CursorException {
        serve(context, Optional.empty());
    }

    private void serveOne(Context context) throws RequestException, CursorException {
        var id = WholeNumber.parseId(context.pathParam("id"))
                .filter(isKnown::test)
                .orElseThrow(RequestException::noSuchSpacecraft);
        serve(context, Optional.of(Long.toString(id)));
    }

    private void serve(Context context, Optional<String> spacecraft) throws RequestException, CursorException {
        var format = FeedFormat.negotiate(Collections.list(context.req().getHeaders(Header.ACCEPT)));
        var request = FeedRequest.parse(
                format,
                Parameters.parse(context.queryString()),
                spacecraft,
                Optional.ofNullable(context.header(LAST_EVENT_ID)));
        if (request instanceof FeedRequest.EventStream stream) {
            sendStream(context, stream);
        } else {
            sendPage(context, request);
        }
    }

    private void sendStream(Context context, FeedRequest.EventStream request) throws RequestException, CursorException {
        var start = request.start() instanceof StartPosition.AfterCursor after
                ? log.positionToFollow(after.cursor())
                : position(request.start());
        context.status(HttpStatus.OK)
                .contentType("text/event-stream")
                .header(Header.CACHE_CONTROL, "no-cache, no-transform")
                .header("X-Accel-Buffering", "no");
        if (context.method().equals(HandlerType.HEAD)) {
            sendHeaders(context);
            return;
        }
        var inner = ServletContextRequest.getServletContextRequest(context.req());
        subscribers.admit(context.ip());
        context.future(() -> {
            StreamingReply.begin(inner);
            return subscribers.follow(start, request.filter(), context.ip(), inner, inner.getServletContextResponse());
        });
    }

    /**
     * Sends the headers now, because the server would otherwise add {@code Content-Length: 0} at
     * the end of the reply.
     */
    private static void sendHeaders(Context context) {
        try {
            context.res().flushBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException("The client closed the connection", e);
        }
    }

    private void sendPage(Context context, FeedRequest request) throws RequestException, CursorException {
        var base = baseUrl.forRequest(context.scheme(), context.header(Header.HOST))
                .orElseThrow(RequestException::invalidHost);
        var url = base + context.path();
        var parameters = Parameters.parse(context.queryString());
        var page = request instanceof FeedRequest.OldestFirst oldest
                ? oldestFirst(oldest, url, parameters)
                : newestFirst((FeedRequest.NewestFirst) request, url, parameters);
        context.header(Header.CACHE_CONTROL, "no-cache");
        ReadOnlyResource.sendJson(context, HttpStatus.OK, page.json());
    }

    private ChangePage oldestFirst(FeedRequest.OldestFirst request, String url, Parameters parameters)
            throws CursorException {
        var batch = log.forward(ReadPosition.at(position(request.start())), request.filter(), request.limit())
                .orElseThrow(() -> new CursorException(CursorException.Reason.EXPIRED));
        var cursor = log.cursor(batch.end().position());
        var next = parameters.with(FeedRequest.SINCE, cursor).link(url);
        return new ChangePage(batch.changes(), batch.hasMore() ? next : null, cursor);
    }

    private ChangePage newestFirst(FeedRequest.NewestFirst request, String url, Parameters parameters)
            throws CursorException {
        var before =
                request.before().isPresent() ? log.position(request.before().get()) : log.end();
        var batch = log.backward(before, request.filter(), request.limit());
        var next = parameters
                .with(FeedRequest.BEFORE, log.cursor(batch.end().position()))
                .link(url);
        return new ChangePage(batch.changes(), batch.hasMore() ? next : null, log.cursor(before));
    }

    private LogPosition position(StartPosition start) throws CursorException {
        if (start instanceof StartPosition.AfterCursor after) {
            return log.position(after.cursor());
        }
        if (start instanceof StartPosition.AtTime at) {
            return log.at(at.time());
        }
        return start instanceof StartPosition.Beginning ? log.beginning() : log.end();
    }

    private static void rejectMethod(Context context) throws RequestException {
        throw new RequestException(
                HttpStatus.METHOD_NOT_ALLOWED,
                "method-not-allowed",
                "Method \"" + context.req().getMethod() + "\" not allowed.");
    }

    private void reject(Context context, RequestException rejected) {
        if (rejected.status() == HttpStatus.SERVICE_UNAVAILABLE || rejected.status() == HttpStatus.TOO_MANY_REQUESTS) {
            context.header(Header.RETRY_AFTER, ReadOnlyResource.RETRY_AFTER_SECONDS);
        }
        var body = rejected.status() == HttpStatus.GONE
                ? rejected.goneBody(log.cursor(log.beginning()), log.topics())
                : rejected.body();
        ReadOnlyResource.sendJson(context, rejected.status(), Json.MAPPER.writeValueAsBytes(body));
    }
}
