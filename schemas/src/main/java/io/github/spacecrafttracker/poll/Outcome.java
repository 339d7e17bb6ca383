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
    /** The reply was not complete in time. */
    TIMEOUT,
    /** The reply was 429. */
    THROTTLED,
    /** The reply had any other status than 200. */
    STATUS,
    /** The reply was a redirect to another host, which is not followed. */
    REDIRECTED,
    /** The reply was not {@code application/json} in UTF-8. */
    CONTENT_TYPE,
    /** The reply was larger than the limit. */
    TOO_LARGE,
    /** The reply was not one complete JSON document. */
    MALFORMED,
    /** The reply was JSON, but not in the form of Launch Library 2. */
    SHAPE,
    /** The reply contradicted itself, the request, or what was read before. */
    CONTRADICTION;

    /** Returns the name in reports and metrics. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
