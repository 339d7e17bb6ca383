package io.github.spacecrafttracker.streams;

import java.util.List;

/**
 * What the OpenAPI document says and the service does not do yet, as patterns of whole lines. Each must still be needed, see {@link ServedAsDescribedTest}: to
 * be taken out as the service comes to do it.
 */
final class Pending {
    /** Served otherwise than described. */
    static final List<String> FAULTS = List.of(
            // OPTIONS of the list and of one spacecraft.
            "(GET|HEAD) /2.3.0/spacecraft/.* header Allow: .*",
            "any other method 405: header Allow: .*",
            "OPTIONS /2.3.0/spacecraft.* 405: undocumented status",
            // Validators, age, other origins.
            ".*: no header (Age|ETag|Access-Control-Allow-Origin)",
            // Errors that Jetty finds itself are answered to HEAD with a body.
            "HEAD .* (400|414|431): a body",
            "any other path (400|414|431): a body");

    /** Described and not served. */
    static final List<String> UNSEEN = List.of(
            // Negotiation, and the page for people.
            ".* /2.3.0/spacecraft/ 404",
            ".* /2.3.0/spacecraft/(\\{id}/)? 406",
            "any other method (404|406)",
            "response (NoSuchFormat|NotAcceptable) .*",
            "response .* body text/html",
            "response .* header (Content-Security-Policy|Referrer-Policy|X-Content-Type-Options)",
            "response NotFound header Vary",
            // OPTIONS and redirects of the list and of one spacecraft, and preflights of redirects.
            "OPTIONS .*[^/] 204",
            "OPTIONS /2.3.0/spacecraft(/\\{id})? 301",
            "OPTIONS /2.3.0/spacecraft/(\\{id}/)? 204",
            // Filters.
            "schema FieldErrors field .*",
            // Validators, age, other origins, bounds.
            ".* 304",
            "response (Spacecraft)?NotModified .*",
            "response .* header (Age|ETag)",
            "response (Index|ApiThrottle|OpenApi) header Vary",
            "response .* header Access-Control-.*",
            ".* 413",
            "response ContentTooLarge .*");

    private Pending() {}
}
