package io.github.spacecrafttracker.streams.http.ll2;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.catalogue.Catalogue;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.github.spacecrafttracker.streams.http.HtmlPages;
import io.github.spacecrafttracker.streams.http.ReadOnlyResource;
import io.github.spacecrafttracker.streams.http.SlashRedirect;
import io.github.spacecrafttracker.streams.query.InvalidQueryException;
import io.github.spacecrafttracker.streams.query.Query;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The routes of {@code /2.3.0/spacecraft/}. Checked is in Launch Library 2's order: the form of the answer, the method, the filters, the id.
 */
public final class SpacecraftApi {
    private static final String VERSION = "/2.3.0";
    private static final String LIST = VERSION + "/spacecraft/";

    private final Catalogue catalogue;
    private final SpacecraftResource resource;
    private final BaseUrl baseUrl;
    private final String prefix;
    private final HtmlPages pages = new HtmlPages(ReplyPage.CONTENT_SECURITY_POLICY);
    private final Clock clock;

    /**
     * @param publicUrl what links begin with; empty: with what each request was sent to
     * @param clock tells how old an answer is
     */
    public SpacecraftApi(Catalogue catalogue, Optional<URI> publicUrl, Clock clock) {
        this.catalogue = catalogue;
        this.resource = new SpacecraftResource(catalogue);
        this.baseUrl = BaseUrl.of(publicUrl);
        this.prefix = baseUrl.prefix();
        this.clock = clock;
    }

    public void addTo(JavalinConfig config) {
        config.router.ignoreTrailingSlashes = false;
        config.http.prefer405over404 = true;
        var slash = new SlashRedirect(prefix);
        new ReadOnlyResource(LIST, slash, context -> answer(context, resource::list)).addTo(config);
        new ReadOnlyResource(
                        LIST + "{id}/",
                        slash,
                        context -> answer(
                                context,
                                (exchange, query, root) ->
                                        resource.one(exchange, query, root, context.pathParam("id"))))
                .addTo(config);
        config.routes.exception(MethodNotAllowedResponse.class, (e, context) -> notAllowed(context));
        config.routes.exception(NotFoundResponse.class, (e, context) -> notFound(context));
    }

    /** How one route answers a query that is sound. */
    private interface Answering {
        void answer(Exchange exchange, Query query, String root);
    }

    private void answer(Context context, Answering route) {
        context.header(Header.ALLOW, ReadOnlyResource.ALLOWED);
        var base = baseUrl.forRequest(context.scheme(), context.header(Header.HOST));
        negotiated(context, exchange -> {
            if (base.isEmpty()) {
                exchange.detail(HttpStatus.BAD_REQUEST, BaseUrl.NO_HOST);
                return;
            }
            try {
                route.answer(exchange, Query.of(exchange.parameters(), catalogue), base.get() + VERSION);
            } catch (InvalidQueryException e) {
                exchange.answer(HttpStatus.BAD_REQUEST, Json.MAPPER.writeValueAsBytes(e.errors()));
            }
        });
    }

    private void notAllowed(Context context) {
        context.header(Header.ALLOW, ReadOnlyResource.ALLOWED);
        negotiated(
                context,
                exchange -> exchange.detail(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        "Method \"" + context.req().getMethod() + "\" not allowed."));
    }

    private void negotiated(Context context, Consumer<Exchange> answer) {
        var exchange = new Exchange(context, prefix, pages, clock);
        try {
            exchange.negotiate();
        } catch (NotAcceptableException e) {
            exchange.detail(e.status(), e.detail());
            return;
        }
        answer.accept(exchange);
    }

    /** JSON, unless a page was asked for; what else was asked for does not matter. */
    private void notFound(Context context) {
        var exchange = new Exchange(context, prefix, pages, clock);
        try {
            exchange.negotiate();
        } catch (NotAcceptableException e) {
            // The answer stays JSON.
        }
        exchange.detail(HttpStatus.NOT_FOUND, Exchange.NOT_FOUND);
    }
}
