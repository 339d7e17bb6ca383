package io.github.spacecrafttracker.streams.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.json.Json;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A path that supports GET, HEAD and OPTIONS.
 *
 * @param path if it ends with a slash, as LL2's paths do, requests without the slash are redirected
 *     (docs/ll2-contract.md#requests)
 * @param get the handler of GET, and of HEAD without the body
 */
public record ReadOnlyResource(String path, BaseUrl baseUrl, Handler get) {
    public static final String ALLOWED = "GET, HEAD, OPTIONS";

    /** The delay after which a client may retry a request for data that has not been read yet. */
    public static final String RETRY_AFTER_SECONDS = "10";

    // Percent-encoding can triple the length of a URL. If response headers exceed Jetty's buffer of
    // 8 KiB, Jetty 12.1.12 does not close the connection, and the client hangs (jetty.project issue
    // 15840). Above 16 KiB, Jetty returns 500, and the client also hangs. Location is the only
    // response header whose length the client controls.
    private static final int MAX_LOCATION_LENGTH = 4096;

    private static final String NEVER_IN_A_URL = "\"<>\\^`{|}";

    /** Creates a resource whose path does not end with a slash. */
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
            HandlerType.commonHttp()
                    .forEach(method -> config.routes.addHttpHandler(method, withoutSlash, this::redirectToSlash));
        }
    }

    /**
     * Sends a JSON document that contains links to this server, or an error if the request's
     * {@code Host} is not valid.
     *
     * @param document creates the document from the prefix of its links
     */
    public static void sendLinkedJson(Context context, BaseUrl baseUrl, Function<String, Object> document) {
        baseUrl.forRequest(context.scheme(), context.header(Header.HOST))
                .ifPresentOrElse(
                        base -> sendJson(context, HttpStatus.OK, Json.MAPPER.writeValueAsBytes(document.apply(base))),
                        () -> sendJson(
                                context,
                                HttpStatus.BAD_REQUEST,
                                Json.MAPPER.writeValueAsBytes(Map.of("detail", BaseUrl.NO_HOST))));
    }

    /**
     * Sends JSON, whatever the client accepts (RFC 9110, section 12.4.1, allows this).
     *
     * @param document the JSON in UTF-8; must not be modified afterwards
     */
    public static void sendJson(Context context, HttpStatus status, byte[] document) {
        context.status(status)
                .contentType("application/json")
                .header(Header.ALLOW, ALLOWED)
                .result(document);
    }

    /** Redirects to a relative location, because only the client knows which host it used. */
    private void redirectToSlash(Context context) {
        var query = context.queryString() == null ? "" : "?" + context.queryString();
        var location = encodeInvalid(baseUrl.prefix() + context.path() + "/" + query);
        if (location.length() > MAX_LOCATION_LENGTH) {
            throw new HttpResponseException(HttpStatus.URI_TOO_LONG.getCode());
        }
        context.status(HttpStatus.MOVED_PERMANENTLY).header(Header.LOCATION, location);
    }

    /**
     * Encodes only characters that are not valid in a URL (RFC 3986, section 2), so nothing is
     * encoded twice.
     */
    private static String encodeInvalid(String url) {
        var encoded = new StringBuilder(url.length());
        url.codePoints().forEach(code -> {
            if (code > ' ' && code < 0x7F && NEVER_IN_A_URL.indexOf(code) < 0) {
                encoded.appendCodePoint(code);
            } else {
                for (var octet : Character.toString(code).getBytes(UTF_8)) {
                    encoded.append(String.format(Locale.ROOT, "%%%02X", octet));
                }
            }
        });
        return encoded.toString();
    }
}
