package io.github.spacecrafttracker.streams.http;

import io.github.spacecrafttracker.json.Json;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A path that is only read.
 *
 * @param path if it ends with a slash, as LL2's do, the path without it is redirected (docs/ll2-contract.md#requests)
 * @param get answers GET, and HEAD without the body
 */
public record ReadOnlyResource(String path, BaseUrl baseUrl, Handler get) {
    public static final String ALLOWED = "GET, HEAD, OPTIONS";

    /** The delay after which a request may succeed that needs data which is still being read. */
    public static final String RETRY_AFTER_SECONDS = "10";

    /** A path without a slash at its end. */
    public ReadOnlyResource(String path, Handler get) {
        this(path, BaseUrl.of(Optional.empty()), get);
    }

    public void addTo(JavalinConfig config) {
        config.routes.get(path, get);
        config.routes.head(path, get);
        config.routes.options(
                path, context -> context.status(HttpStatus.NO_CONTENT).header(Header.ALLOW, ALLOWED));
        if (path.length() > 1 && path.endsWith("/")) {
            var withoutSlash = path.substring(0, path.length() - 1);
            var redirect = new SlashRedirect(baseUrl.prefix());
            HandlerType.commonHttp()
                    .forEach(method -> config.routes.addHttpHandler(method, withoutSlash, redirect::answer));
        }
    }

    /**
     * Answers with a JSON document that has links to this server, or with an error if the request names no valid host.
     *
     * @param document of the prefix of links
     */
    public static void linked(Context context, BaseUrl baseUrl, Function<String, Object> document) {
        baseUrl.forRequest(context.scheme(), context.header(Header.HOST))
                .ifPresentOrElse(
                        base -> json(context, HttpStatus.OK, Json.MAPPER.writeValueAsBytes(document.apply(base))),
                        () -> json(
                                context,
                                HttpStatus.BAD_REQUEST,
                                Json.MAPPER.writeValueAsBytes(Map.of("detail", BaseUrl.NO_HOST))));
    }

    /**
     * Answers in JSON, whatever the client accepts, as RFC 9110, section 12.4.1, allows.
     *
     * @param document in UTF-8; must not be changed afterwards
     */
    public static void json(Context context, HttpStatus status, byte[] document) {
        context.status(status)
                .contentType("application/json")
                .header(Header.ALLOW, ALLOWED)
                .result(document);
    }
}
