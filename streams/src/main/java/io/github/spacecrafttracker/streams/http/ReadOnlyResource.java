package io.github.spacecrafttracker.streams.http;

import io.github.spacecrafttracker.json.Json;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.function.Function;

/**
 * A path that is only read.
 *
 * @param path ends with a slash where Launch Library 2's do; then the path without it is redirected to it (LL2 contract, section 1)
 * @param redirect used then
 * @param get answers GET, and HEAD without the body
 */
public record ReadOnlyResource(String path, SlashRedirect redirect, Handler get) {
    public static final String ALLOWED = "GET, HEAD, OPTIONS";

    /** When to ask again where something is missing that is being read. */
    public static final String RETRY_AFTER_SECONDS = "10";

    /** One whose path has no slash at its end. */
    public ReadOnlyResource(String path, Handler get) {
        this(path, new SlashRedirect(""), get);
    }

    /** One whose path may have a slash at its end. */
    public ReadOnlyResource(String path, BaseUrl baseUrl, Handler get) {
        this(path, new SlashRedirect(baseUrl.prefix()), get);
    }

    public void addTo(JavalinConfig config) {
        config.routes.get(path, get);
        config.routes.head(path, get);
        config.routes.options(
                path, context -> context.status(HttpStatus.NO_CONTENT).header(Header.ALLOW, ALLOWED));
        if (path.length() > 1 && path.endsWith("/")) {
            var withoutSlash = path.substring(0, path.length() - 1);
            HandlerType.commonHttp()
                    .forEach(method -> config.routes.addHttpHandler(method, withoutSlash, redirect::answer));
        }
    }

    /**
     * Answers in JSON with what links to this server, or says that the request names no host that can be linked to.
     *
     * @param document of what all links begin with
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
     * @param document in UTF-8; not to be changed afterwards
     */
    public static void json(Context context, HttpStatus status, byte[] document) {
        context.status(status)
                .contentType("application/json")
                .header(Header.ALLOW, ALLOWED)
                .result(document);
    }
}
