package io.github.spacecrafttracker.streams.http.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.streams.http.ll2.html.Html;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What all pages have in common: the head, landmarks, where the feed is, and whose data it is. */
final class Frame {
    private static final String PROVIDER = "https://thespacedevs.com";

    private final String prefix;
    private final ImageHosts images;

    /** @param prefix of all paths, where a proxy takes it away; most often empty */
    Frame(String prefix, ImageHosts images) {
        this.prefix = prefix;
        this.images = images;
    }

    /**
     * A page's own part.
     *
     * @param title of it
     * @param feed the query of the feed that tells when it changes, with the question mark; empty: all changes
     */
    record Content(String title, String feed, Consumer<Html> main) {}

    /** Headers that a reply with a page must have: it loads from here, and pictures from their hosts (Content Security Policy, level 3). */
    Map<String, String> headers() {
        return Map.of(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'" + images.sources()
                        + "; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                "X-Content-Type-Options",
                "nosniff",
                "Referrer-Policy",
                "no-referrer");
    }

    /** The address of a path of this server, for links. */
    String path(String path) {
        return prefix + path;
    }

    /** @return HTML in UTF-8 */
    byte[] page(Content content) {
        var html = new Html();
        head(content, html);
        top(html);
        html.raw("<main id=\"main\" tabindex=\"-1\">\n");
        content.main().accept(html);
        html.raw("</main>\n");
        bottom(html);
        return html.toString().getBytes(UTF_8);
    }

    private void head(Content content, Html html) {
        html.raw("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>""")
                .text(content.title())
                .raw("</title>\n<link rel=\"icon\" type=\"image/svg+xml\" href=\"")
                .text(path(PageFiles.ICON))
                .raw("\">\n<link rel=\"stylesheet\" href=\"")
                .text(path(PageFiles.STYLE))
                .raw("\">\n<script type=\"module\" src=\"")
                .text(path(PageFiles.MODULE))
                .raw("\"></script>\n</head>\n<body data-feed=\"")
                .text(path("/v1/changes") + content.feed())
                .raw("\" data-types=\"")
                .text(Stream.of(ChangeType.values()).map(ChangeType::ceType).collect(Collectors.joining(" ")))
                .raw("\">\n");
    }

    private void top(Html html) {
        html.raw("""
                <a class="skip" href="#main">Skip to the content</a>
                <header>
                <a class="home" href=\"""").text(path("/")).raw("\">Spacecraft tracker</a>\n<nav aria-label=\"Parts of the tracker\">");
        part("in-space", "In space", html);
        part("changes", "Changes", html);
        part("catalogue", "Catalogue", html);
        html.raw("""
                </nav>
                <p id="connection" role="status" hidden></p>
                </header>
                """);
    }

    private void bottom(Html html) {
        html.raw("<footer>\n<p>Data: ")
                .link(PROVIDER, "The Space Devs")
                .raw("</p>\n<p><a href=\"")
                .text(path("/v1/changes"))
                .raw("\">The changes as a feed</a>, <a href=\"")
                .text(path("/v1/openapi.json"))
                .raw("\">the API described</a></p>\n");
        html.raw("""
                <noscript><p>Where scripts are allowed this page renews itself. Here, reload it to see what is new.</p></noscript>
                </footer>
                <p id="news" class="unseen" aria-live="polite"></p>
                </body>
                </html>
                """);
    }

    private void part(String id, String name, Html html) {
        html.raw("<a href=\"").text(path("/") + "#" + id).raw("\">" + name + "</a>");
    }
}
