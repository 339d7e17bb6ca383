package io.github.spacecrafttracker.streams.http.ll2.html;

import java.util.regex.Pattern;

/** HTML as it is written. Whatever comes from data or from a request goes through {@link #text} or {@link #link}, and can end neither an element nor an attribute. */
public final class Html {
    // With a host, and nothing in it that a URL has only percent-encoded (RFC 3986, section 2).
    private static final Pattern WEB_URL =
            Pattern.compile("https?://[^\\s/?#\"<>\\\\^`{|}][^\\s\"<>\\\\^`{|}]*", Pattern.CASE_INSENSITIVE);

    private final StringBuilder written = new StringBuilder(16_384);

    /** @param html trusted */
    public Html raw(String html) {
        written.append(html);
        return this;
    }

    /** For the content of an element, and of an attribute in quotes. */
    public Html text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            switch (next) {
                case '&' -> written.append("&amp;");
                case '<' -> written.append("&lt;");
                case '>' -> written.append("&gt;");
                case '"' -> written.append("&quot;");
                case '\'' -> written.append("&#39;");
                // No character of HTML (HTML standard, section 13.2.3.5).
                case '\0' -> written.append('\uFFFD');
                default -> written.append(next);
            }
        }
        return this;
    }

    /** A link that does not tell where it was followed, or the text alone where the address is none of http or https. */
    public Html link(String url, String text) {
        if (!isWebUrl(url)) {
            return text(text);
        }
        return raw("<a rel=\"noreferrer\" href=\"")
                .text(url)
                .raw("\">")
                .text(text)
                .raw("</a>");
    }

    static boolean isWebUrl(String text) {
        return WEB_URL.matcher(text).matches();
    }

    @Override
    public String toString() {
        return written.toString();
    }
}
