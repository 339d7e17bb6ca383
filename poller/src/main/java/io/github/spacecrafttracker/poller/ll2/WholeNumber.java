package io.github.spacecrafttracker.poller.ll2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/** An int64 written as JSON; read by its digits, since a number such as 1e4000000000 is more than a tree of JSON can take. */
final class WholeNumber {
    private WholeNumber() {}

    /** Null if it is none, or too large. */
    static @Nullable Long in(byte @Nullable [] json) {
        if (json == null) {
            return null;
        }
        var text = new String(json, US_ASCII);
        try {
            return text.matches("-?(0|[1-9][0-9]*)") ? Long.valueOf(text) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
