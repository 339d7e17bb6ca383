package io.github.spacecrafttracker.streams.http;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;

/**
 * Renders and sends HTML pages from the templates in {@code src/main/jte}. Templates are compiled
 * with the project and escape their values. Every page has headers that restrict the resources that
 * it may load. Thread-safe.
 */
public final class HtmlPages {
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlPages.class.getClassLoader(), HtmlPages.class.getPackageName());
    private final String contentSecurityPolicy;

    /**
     * @param contentSecurityPolicy the value of this header on every page (Content Security Policy,
     *     level 3)
     */
    public HtmlPages(String contentSecurityPolicy) {
        this.contentSecurityPolicy = contentSecurityPolicy;
    }

    /**
     * Sends a page.
     *
     * @param template a path such as {@code web/front.jte}
     * @param view the only parameter of the template
     */
    public void send(Context context, HttpStatus status, String template, Object view) {
        context.status(status)
                .header("Content-Security-Policy", contentSecurityPolicy)
                .header(Header.X_CONTENT_TYPE_OPTIONS, "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .contentType("text/html; charset=utf-8")
                .result(render(template, view));
    }

    /** Returns the rendered template in UTF-8. */
    public byte[] render(String template, Object view) {
        var html = new Utf8ByteOutput();
        templates.render(template, view, html);
        return html.toByteArray();
    }
}
