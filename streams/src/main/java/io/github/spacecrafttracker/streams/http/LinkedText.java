package io.github.spacecrafttracker.streams.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text on a page that may link to another site.
 *
 * @param url null if the text is not a link
 */
public record LinkedText(String text, @Nullable String url) {
    // A host is required. Characters that must be percent-encoded are not allowed (RFC 3986,
    // section 2).
    private static final Pattern WEB_URL =
            Pattern.compile("https?://[^\\s/?#\"<>\\\\^`{|}][^\\s\"<>\\\\^`{|}]*", Pattern.CASE_INSENSITIVE);

    /**
     * Returns a link if the URL is a valid http or https URL, and plain text otherwise, because
     * other schemes can run scripts.
     */
    public static LinkedText of(String text, String url) {
        return new LinkedText(text, WEB_URL.matcher(url).matches() ? url : null);
    }
}
