package io.github.spacecrafttracker.streams.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.Locale;

/**
 * Redirects from a path without a slash at its end to the one with it (docs/ll2-contract.md#requests). The location is relative,
 * because only the client knows which host it used.
 *
 * @param prefix of all paths, if a proxy removes one; otherwise empty
 */
record SlashRedirect(String prefix) {
    // Encoding may multiply the length. If headers exceed its buffer of 8 KiB, Jetty 12.1.12 does not close the
    // connection, and clients wait (jetty.project issue 15840); beyond 16 KiB it answers 500 and does the same. No
    // other
    // header of a reply is as long as the client chooses.
    private static final int LONGEST = 4096;

    private static final String NEVER_IN_A_URL = "\"<>\\^`{|}";

    void answer(Context context) {
        var query = context.queryString() == null ? "" : "?" + context.queryString();
        var location = encoded(prefix + context.path() + "/" + query);
        if (location.length() > LONGEST) {
            throw new HttpResponseException(HttpStatus.URI_TOO_LONG.getCode());
        }
        context.status(HttpStatus.MOVED_PERMANENTLY).header(Header.LOCATION, location);
    }

    /** Encodes what was sent raw but is not valid in a URL (RFC 3986, section 2); what is encoded stays as it is. */
    private static String encoded(String url) {
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
