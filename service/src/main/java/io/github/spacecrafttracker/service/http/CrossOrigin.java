package io.github.spacecrafttracker.service.http;

import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Lets pages of every origin read (Fetch standard, section 3.3, "CORS protocol"). The answer is the same for each origin, so that caches need not tell them apart.
 *
 * @param exposed headers of replies that a page may read, beyond those that every page may
 */
public record CrossOrigin(List<String> exposed) {
    static final String METHODS = "GET, HEAD, OPTIONS";

    // A client made for LL2 sends a token; it is not looked at. One of the feed that was cut off tells where it goes
    // on.
    private static final String REQUEST_HEADERS = "Authorization, If-None-Match, Last-Event-ID";
    private static final int A_DAY = 86_400;

    public CrossOrigin {
        exposed = List.copyOf(exposed);
    }

    /** Of every reply, errors included. */
    HttpFields ofReply() {
        return HttpFields.build()
                .add(anyOrigin())
                .add(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS, String.join(", ", exposed))
                .asImmutable();
    }

    /** Of the answer to the question whether a request may be sent. */
    HttpFields ofPreflight() {
        return HttpFields.build()
                .add(anyOrigin())
                .add(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .add(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
                .add(HttpHeader.ACCESS_CONTROL_MAX_AGE, Integer.toString(A_DAY))
                .asImmutable();
    }

    private static HttpField anyOrigin() {
        return new HttpField(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }
}
