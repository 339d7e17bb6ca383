package io.github.spacecrafttracker.streams.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text on a page that may lead to another site.
 *
 * @param url null if the text leads nowhere
 */
public record WebLink(String text, @Nullable String url) {
    // With a host, and without the characters that a URL has only percent-encoded (RFC 3986, section 2).
    private static final Pattern WEB_URL =
            Pattern.compile("https?://[^\\s/?#\"<>\\\\^`{|}][^\\s\"<>\\\\^`{|}]*", Pattern.CASE_INSENSITIVE);

    /** Returns a link if the URL is a valid one of http or https; any other could run a script. */
    public static WebLink of(String text, String url) {
        return new WebLink(text, WEB_URL.matcher(url).matches() ? url : null);
    }
}
