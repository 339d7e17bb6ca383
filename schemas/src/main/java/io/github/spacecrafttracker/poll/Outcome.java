package io.github.spacecrafttracker.poll;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of a request to Launch Library 2. Only {@link #ACCEPTED} publishes snapshots, and {@link #ABSENT} a removal. */
public enum Outcome {
    ACCEPTED,
    /** 404 where one spacecraft was asked for. */
    ABSENT,
    /** No connection, or one that broke off. */
    CONNECTION,
    /** No whole reply in time. */
    TIMEOUT,
    /** 429. */
    THROTTLED,
    /** Any other status than 200. */
    STATUS,
    /** A redirect, which is not followed to another host. */
    REDIRECTED,
    /** No {@code application/json} in UTF-8. */
    CONTENT_TYPE,
    /** Larger than the bound. */
    TOO_LARGE,
    /** Not one complete JSON document. */
    MALFORMED,
    /** JSON, but not of the form that Launch Library 2 answers with. */
    SHAPE,
    /** Of the right form, but it contradicts itself, the request, or what was read before. */
    CONTRADICTION;

    /** As reports and metrics have it. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
