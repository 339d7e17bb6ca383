package io.github.spacecrafttracker.streams.api;

import io.github.spacecrafttracker.streams.view.Answer;
import io.github.spacecrafttracker.streams.view.View;
import io.github.spacecrafttracker.topic.Json;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The routes of {@code /2.3.0/spacecraft/}. */
public final class SpacecraftApi {
    /** As of when an answer is true, in RFC 3339: each row shows a state that upstream had then or later. */
    public static final String AS_OF = "As-Of";

    private static final String LIST = "/2.3.0/spacecraft/";
    private static final String ALLOWED = "GET, HEAD";
    private static final String NOT_FOUND = "Not found.";
    private static final String NO_SUCH_SPACECRAFT = "No Spacecraft matches the given query.";
    private static final String RETRY_AFTER_SECONDS = "10";
    private static final Pattern ID = Pattern.compile("[0-9]+");

    private final View view;
    private final BaseUrl baseUrl;

    /** @param publicUrl what links begin with; empty: with what each request was sent to */
    public SpacecraftApi(View view, Optional<URI> publicUrl) {
        this.view = view;
        this.baseUrl = BaseUrl.of(publicUrl);
    }

    public void addTo(JavalinConfig config) {
        config.router.ignoreTrailingSlashes = false;
        config.http.prefer405over404 = true;
        read(config, LIST, this::list);
        read(config, LIST + "{id}/", this::one);
        read(config, "/2.3.0/spacecraft", SpacecraftApi::toSlash);
        read(config, LIST + "{id}", SpacecraftApi::toSlash);
        config.routes.exception(
                MethodNotAllowedResponse.class,
                (e, context) -> detail(
                        context,
                        HttpStatus.METHOD_NOT_ALLOWED.getCode(),
                        "Method \"" + context.req().getMethod() + "\" not allowed."));
    }

    private static void read(JavalinConfig config, String path, Handler handler) {
        config.routes.get(path, handler);
        config.routes.head(path, handler);
    }

    private void list(Context context) {
        var base = baseUrl.forRequest(context.scheme(), context.header(Header.HOST));
        if (base.isEmpty()) {
            detail(context, HttpStatus.BAD_REQUEST.getCode(), "Invalid Host header.");
            return;
        }
        var parameters = Parameters.parse(context.queryString());
        var cut = Cut.of(parameters);
        view.page(cut.rowsToSkip(), cut.limit())
                .to(
                        page -> {
                            var links = Links.around(base.get() + LIST, parameters, cut, page.count());
                            asOf(context, page.asOf());
                            json(context, HttpStatus.OK.getCode(), PageJson.of(page.count(), links, page.rows()));
                        },
                        notReady -> notReady(context, notReady));
    }

    private void one(Context context) {
        var text = context.pathParam("id");
        if (!ID.matcher(text).matches()) {
            detail(context, HttpStatus.NOT_FOUND.getCode(), NOT_FOUND);
            return;
        }
        view.spacecraft(id(text))
                .to(
                        held -> {
                            asOf(context, held.row().observedAt());
                            json(context, HttpStatus.OK.getCode(), held.row().object());
                        },
                        unknown -> {
                            asOf(context, unknown.asOf());
                            detail(context, HttpStatus.NOT_FOUND.getCode(), NO_SUCH_SPACECRAFT);
                        },
                        notReady -> notReady(context, notReady));
    }

    // Ids are int64: a larger number is the id of none.
    private static long id(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Relative, for only the client knows which address it used. */
    private static void toSlash(Context context) {
        var path = context.path();
        var query = context.queryString() == null ? "" : "?" + context.queryString();
        context.status(HttpStatus.MOVED_PERMANENTLY).header(Header.LOCATION, path + "/" + query);
    }

    private static void asOf(Context context, Instant instant) {
        context.header(AS_OF, Json.time(instant));
    }

    private static void notReady(Context context, Answer.NotReady notReady) {
        context.header(Header.RETRY_AFTER, RETRY_AFTER_SECONDS);
        detail(context, HttpStatus.SERVICE_UNAVAILABLE.getCode(), "Not ready: " + notReady.why() + ".");
    }

    private static void detail(Context context, int status, String detail) {
        json(context, status, Json.MAPPER.writeValueAsBytes(Map.of("detail", detail)));
    }

    private static void json(Context context, int status, byte[] body) {
        context.status(status)
                .contentType("application/json")
                .header(Header.VARY, "Accept")
                .header(Header.ALLOW, ALLOWED)
                .result(body);
    }
}
