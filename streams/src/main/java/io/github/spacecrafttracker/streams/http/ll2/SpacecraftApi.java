package io.github.spacecrafttracker.streams.http.ll2;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.catalogue.Catalogue;
import io.github.spacecrafttracker.streams.catalogue.QueryResult.Found;
import io.github.spacecrafttracker.streams.catalogue.QueryResult.Listed;
import io.github.spacecrafttracker.streams.catalogue.QueryResult.NotFound;
import io.github.spacecrafttracker.streams.catalogue.QueryResult.NotReady;
import io.github.spacecrafttracker.streams.catalogue.SpacecraftJson;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.github.spacecrafttracker.streams.http.HtmlPages;
import io.github.spacecrafttracker.streams.http.ReadOnlyResource;
import io.github.spacecrafttracker.streams.http.ll2.Rendering.NotAcceptableException;
import io.github.spacecrafttracker.streams.query.InvalidQueryException;
import io.github.spacecrafttracker.streams.query.Parameters;
import io.github.spacecrafttracker.streams.query.Query;
import io.github.spacecrafttracker.streams.query.WholeNumber;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import java.time.InstantSource;
import java.util.Collections;
import java.util.function.Consumer;

/**
 * The routes {@code /2.3.0/spacecraft/} and {@code /2.3.0/spacecraft/{id}/}. The routes serve the
 * catalogue. They check a request in LL2's order: the rendering, the method, the filters, the id.
 */
public final class SpacecraftApi {
    private static final String VERSION = "/2.3.0";
    private static final String LIST = VERSION + "/spacecraft/";
    private static final String NOT_FOUND = "Not found.";
    private static final String NO_SUCH_SPACECRAFT = "No Spacecraft matches the given query.";

    private final Catalogue catalogue;
    private final BaseUrl baseUrl;
    private final InstantSource clock;
    private final HtmlPages pages = new HtmlPages(BrowsableReply.CONTENT_SECURITY_POLICY);

    /** @param clock the source of the age of a reply */
    public SpacecraftApi(Catalogue catalogue, BaseUrl baseUrl, InstantSource clock) {
        this.catalogue = catalogue;
        this.baseUrl = baseUrl;
        this.clock = clock;
    }

    public void addTo(JavalinConfig config) {
        config.router.ignoreTrailingSlashes = false;
        config.http.prefer405over404 = true;
        new ReadOnlyResource(LIST, baseUrl, context -> serve(context, this::list)).addTo(config);
        new ReadOnlyResource(LIST + "{id}/", baseUrl, context -> serve(context, this::one)).addTo(config);
        config.routes.exception(MethodNotAllowedResponse.class, (e, context) -> notAllowed(context));
        config.routes.exception(NotFoundResponse.class, (e, context) -> notFound(context));
    }

    /** Serves a valid query. */
    private interface Route {
        /** @param root the base of this server's URLs, up to the version */
        void serve(NegotiatedReply reply, Query query, String root);
    }

    private void serve(Context context, Route route) {
        context.header(Header.ALLOW, ReadOnlyResource.ALLOWED);
        var base = baseUrl.forRequest(context.scheme(), context.header(Header.HOST));
        negotiated(context, reply -> {
            if (base.isEmpty()) {
                reply.sendDetail(HttpStatus.BAD_REQUEST, BaseUrl.NO_HOST);
                return;
            }
            try {
                route.serve(reply, Query.of(reply.parameters(), catalogue.validIds()), base.get() + VERSION);
            } catch (InvalidQueryException e) {
                reply.send(HttpStatus.BAD_REQUEST, Json.MAPPER.writeValueAsBytes(e.errors()));
            }
        });
    }

    private void list(NegotiatedReply reply, Query query, String root) {
        var result = catalogue.list();
        if (result instanceof Listed listed) {
            var matches = listed.list().select(query.filter(), query.ordering());
            var rows = query.window().of(matches).stream()
                    .map(row -> query.detailed() ? row.snapshotJson() : row.normalJson())
                    .toList();
            var links = PageLinks.around(root + "/spacecraft/", reply.parameters(), query.window(), matches.size());
            reply.setAsOf(Boolean.TRUE.equals(query.filter().inSpace()) ? listed.inSpaceAsOf() : listed.asOf());
            reply.sendList(new ListPage(query.window(), matches.size(), links, rows), style(reply, root));
        } else if (result instanceof NotReady notReady) {
            reply.sendNotReady(notReady);
        }
    }

    /**
     * Sends the stored form, regardless of {@code mode}. The filters of the list apply. See
     * docs/ll2-contract.md#single-spacecraft.
     */
    private void one(NegotiatedReply reply, Query query, String root) {
        var id = WholeNumber.parse(reply.context().pathParam("id"));
        if (id.isEmpty()) {
            reply.sendDetail(HttpStatus.NOT_FOUND, NOT_FOUND);
            return;
        }
        // LL2's ids are 64-bit. No spacecraft has a longer id or Long.MIN_VALUE.
        var result =
                catalogue.spacecraft(id.get().bitLength() < Long.SIZE ? id.get().longValue() : Long.MIN_VALUE);
        if (result instanceof Found found) {
            reply.setAsOf(found.asOf());
            if (query.filter().matches(found.row().fields())) {
                reply.send(HttpStatus.OK, found.row().snapshotJson().render(style(reply, root)));
            } else {
                reply.sendDetail(HttpStatus.NOT_FOUND, NO_SUCH_SPACECRAFT);
            }
        } else if (result instanceof NotFound notFound) {
            reply.setAsOf(notFound.asOf());
            reply.sendDetail(HttpStatus.NOT_FOUND, NO_SUCH_SPACECRAFT);
        } else if (result instanceof NotReady notReady) {
            reply.sendNotReady(notReady);
        }
    }

    /**
     * Appends the format unencoded, because only names without special characters pass the
     * negotiation.
     */
    private static SpacecraftJson.UrlStyle style(NegotiatedReply reply, String root) {
        var format = reply.parameters().last("format").map(name -> "?format=" + name);
        return new SpacecraftJson.UrlStyle(root, format.orElse(""));
    }

    private void notAllowed(Context context) {
        context.header(Header.ALLOW, ReadOnlyResource.ALLOWED);
        negotiated(
                context,
                reply -> reply.sendDetail(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        "Method \"" + context.req().getMethod() + "\" not allowed."));
    }

    private void notFound(Context context) {
        var parameters = Parameters.parse(context.queryString());
        Rendering rendering;
        try {
            rendering = negotiate(context, parameters);
        } catch (NotAcceptableException e) {
            // The reply for an unknown path is 404, whatever the client accepts.
            rendering = Rendering.COMPACT;
        }
        reply(context, parameters, rendering).sendDetail(HttpStatus.NOT_FOUND, NOT_FOUND);
    }

    private void negotiated(Context context, Consumer<NegotiatedReply> send) {
        var parameters = Parameters.parse(context.queryString());
        try {
            send.accept(reply(context, parameters, negotiate(context, parameters)));
        } catch (NotAcceptableException e) {
            reply(context, parameters, Rendering.COMPACT).sendDetail(e.status(), e.detail());
        }
    }

    private static Rendering negotiate(Context context, Parameters parameters) throws NotAcceptableException {
        var accept = Collections.list(context.req().getHeaders(Header.ACCEPT));
        return Rendering.negotiate(parameters.text("format"), accept);
    }

    private NegotiatedReply reply(Context context, Parameters parameters, Rendering rendering) {
        return new NegotiatedReply(context, baseUrl.prefix() + context.path(), parameters, rendering, pages, clock);
    }
}
