package io.github.spacecrafttracker.poll;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * The outcome of a request to Launch Library 2. Only {@link #ACCEPTED} leads to snapshots, and only
 * {@link #ABSENT} to a removal.
 */
public enum Outcome {
    ACCEPTED,
    /** The reply to a look-up was 404. */
    ABSENT,
    /** The connection failed or was interrupted. */
    CONNECTION,
    /** The reply was not complete before the timeout. */
    TIMEOUT,
    /** The reply was 429. */
    THROTTLED,
    /** The status was not 200, and no other outcome applies. */
    STATUS,
    /** The reply was a redirect to another host, which is not followed. */
    REDIRECTED,
    /** The reply was not {@code application/json} in UTF-8. */
    CONTENT_TYPE,
    /** The reply was larger than the limit. */
    TOO_LARGE,
    /** The reply was not one complete JSON document. */
    MALFORMED,
    /** The reply was JSON, but did not have the form of a Launch Library 2 reply. */
    SHAPE,
    /** The reply contradicted itself, the request, or an earlier reply. */
    CONTRADICTION;

    /** Returns the name in reports and metrics. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
