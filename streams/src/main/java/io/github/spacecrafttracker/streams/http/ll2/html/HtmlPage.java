package io.github.spacecrafttracker.streams.http.ll2.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.HttpStatus;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One answer of the API as a page for people: the request, the answer with its links, and for a list its filters as a form. */
public final class HtmlPage {
    /** As {@code Content-Type} has it. */
    public static final String TYPE = "text/html; charset=utf-8";

    private static final String PROVIDER = "https://thespacedevs.com";

    private final StyleSheet style = StyleSheet.ofPages();

    /** Headers that a reply with such a page must have: nothing is loaded or run, and forms lead back here (Content Security Policy, level 3). */
    public Map<String, String> headers() {
        return Map.of(
                "Content-Security-Policy",
                "default-src 'none'; style-src '" + style.hash()
                        + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                "X-Content-Type-Options",
                "nosniff",
                "Referrer-Policy",
                "no-referrer");
    }

    /** @return HTML in UTF-8 */
    public byte[] of(PageContent content) {
        var html = new Html();
        var title = title(content);
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
                .text(title)
                .raw("</title>\n<meta name=\"viewport\" content=\"width=device-width\">\n<style>")
                .raw(style.css())
                .raw("</style>\n</head>\n<body>\n<header>\n");
        breadcrumbs(content, html);
        html.raw("<h1>").text(title).raw("</h1>\n</header>\n<main>\n");
        var paging = content.paging();
        if (paging != null) {
            html.raw("<section class=\"filters\">\n<h2>Filters</h2>\n");
            new FilterForm(content, html).write(paging.limit());
            html.raw("</section>\n");
        }
        html.raw("<section class=\"answer\">\n");
        request(content, html);
        pages(paging, html);
        answer(content, html);
        pages(paging, html);
        html.raw("</section>\n</main>\n<footer>\n<p>Data: ")
                .link(PROVIDER, "The Space Devs")
                .raw("</p>\n</footer>\n</body>\n</html>\n");
        return html.toString().getBytes(UTF_8);
    }

    private static String title(PageContent content) {
        if (content.status() != HttpStatus.OK.getCode()) {
            return status(content);
        }
        return content.paging() != null ? "Spacecraft list" : "Spacecraft";
    }

    private static String status(PageContent content) {
        return content.status() + " " + HttpStatus.forStatus(content.status()).getMessage();
    }

    /** Made of the path's segments, so that no link of them leads to another host. */
    private static void breadcrumbs(PageContent content, Html html) {
        html.raw("<nav aria-label=\"Path\">");
        var link = new StringBuilder("/");
        for (var segment : content.path().split("/", -1)) {
            if (!segment.isEmpty()) {
                link.append(segment).append('/');
                html.raw(" / <a href=\"")
                        .text(link.toString())
                        .raw("\">")
                        .text(segment)
                        .raw("</a>");
            }
        }
        html.raw("</nav>\n");
    }

    private static void request(PageContent content, Html html) {
        var query = content.parameters().write();
        html.raw("<p class=\"request\"><code><b>GET</b> ")
                .text(content.path() + (query.isEmpty() ? "" : "?" + query))
                .raw("</code> <a href=\"?");
        html.text(content.parameters().with("format", "json").write()).raw("\">as JSON</a></p>\n");
    }

    private static void pages(PageContent.@Nullable Paging paging, Html html) {
        if (paging == null || (paging.next() == null && paging.previous() == null)) {
            return;
        }
        html.raw("<nav class=\"pages\" aria-label=\"Pages\"><span>");
        page(paging.previous(), "← previous", html);
        html.raw("</span><span>from row ")
                .text(paging.offset().add(BigInteger.ONE).toString())
                .raw("</span><span>");
        page(paging.next(), "next →", html);
        html.raw("</span></nav>\n");
    }

    private static void page(@Nullable String url, String text, Html html) {
        if (url != null) {
            html.link(url, text);
        }
    }

    private static void answer(PageContent content, Html html) {
        html.raw("<pre><b>HTTP ").text(status(content)).raw("</b>\n");
        content.headers()
                .forEach((name, value) ->
                        html.raw("<b>").text(name).raw(":</b> ").text(value).raw("\n"));
        html.raw("\n");
        JsonListing.write(content.json(), html);
        html.raw("</pre>\n");
    }
}
