package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.change.ChangeDescription;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.streams.catalogue.Catalogue;
import io.github.spacecrafttracker.streams.catalogue.QueryResult.Found;
import io.github.spacecrafttracker.streams.catalogue.QueryResult.Listed;
import io.github.spacecrafttracker.streams.catalogue.QueryResult.NotFound;
import io.github.spacecrafttracker.streams.catalogue.QueryResult.NotReady;
import io.github.spacecrafttracker.streams.changelog.ChangeLog;
import io.github.spacecrafttracker.streams.changelog.CursorException;
import io.github.spacecrafttracker.streams.changelog.LatestTransitions;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.github.spacecrafttracker.streams.http.HtmlPages;
import io.github.spacecrafttracker.streams.http.ReadOnlyResource;
import io.github.spacecrafttracker.streams.query.Filter;
import io.github.spacecrafttracker.streams.query.Ordering;
import io.github.spacecrafttracker.streams.query.Parameters;
import io.github.spacecrafttracker.streams.query.WholeNumber;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The routes {@code /} and {@code /spacecraft/{id}}. They always answer in HTML, whatever a client
 * accepts (RFC 9110, section 12.4.1).
 */
public final class PageApi {
    private static final int LATEST = 20;
    private static final int CHANGES = 50;
    private static final String BEFORE = "before";
    private static final String NO_SUCH_PAGE =
            "The changes before this point are not in memory, or its cursor is not valid.";

    private final Catalogue catalogue;
    private final LatestChanges latest;
    private final LatestTransitions transitions;
    private final Site site;
    private final HtmlPages pages;
    private final InstantSource clock;

    /**
     * @param baseUrl its path is the prefix of links
     * @param clock for the age of the data
     */
    public PageApi(
            Catalogue catalogue,
            ChangeLog log,
            LatestTransitions transitions,
            ImageHosts images,
            BaseUrl baseUrl,
            InstantSource clock) {
        this.catalogue = catalogue;
        this.latest = new LatestChanges(log);
        this.transitions = transitions;
        this.site = new Site(baseUrl.prefix(), images);
        this.pages = new HtmlPages(site.contentSecurityPolicy());
        this.clock = clock;
    }

    public void addTo(JavalinConfig config) {
        new ReadOnlyResource("/", this::front).addTo(config);
        new ReadOnlyResource("/spacecraft/{id}", this::life).addTo(config);
        PageFiles.addTo(config);
    }

    /** A page with a title and one sentence. */
    record NoticePage(Site site, String title, String text) {}

    /** The page before there is anything to show. */
    record NotReadyPage(Site site, Freshness freshness) {}

    private void front(Context context) {
        var result = catalogue.list();
        if (result instanceof Listed listed) {
            front(context, listed);
        } else if (result instanceof NotReady notReady) {
            notReady(context, notReady);
        }
    }

    private void front(Context context, Listed listed) {
        var listing = listed.list();
        var view = CatalogueView.of(Parameters.parse(context.queryString()), listing, site.path("/"));
        var page = new FrontPage(
                site,
                new Freshness.OfLists(isMadeUp(), clock.instant(), listed.inSpaceAsOf(), listed.asOf()),
                listing.select(Filter.IN_SPACE, Ordering.BY_ID).stream()
                        .map(row -> SpacecraftView.of(
                                row,
                                site.images(),
                                transitions.newest(row.fields().id())))
                        .toList(),
                latest.newest(LATEST),
                view);
        var status = view.result() instanceof CatalogueView.Invalid ? HttpStatus.BAD_REQUEST : HttpStatus.OK;
        send(context, status, "web/front.jte", page);
    }

    private void life(Context context) {
        var id = WholeNumber.parseId(context.pathParam("id")).orElse(Long.MIN_VALUE);
        var transition = transitions.newest(id);
        var result = catalogue.spacecraft(id);
        if (result instanceof Found held) {
            var current = SpacecraftView.of(held.row(), site.images(), transition);
            life(context, id, current.name(), held.asOf(), Optional.of(current));
        } else if (result instanceof NotFound unknown) {
            transition.ifPresentOrElse(
                    last -> life(
                            context, id, ChangeDescription.name(last.spacecraft()), unknown.asOf(), Optional.empty()),
                    () -> notFound(context, "No such spacecraft", "Nothing is known of it."));
        } else if (result instanceof NotReady notReady) {
            notReady(context, notReady);
        }
    }

    private void life(Context context, long id, String name, Instant asOf, Optional<SpacecraftView> current) {
        var before = Parameters.parse(context.queryString()).last(BEFORE).filter(cursor -> !cursor.isEmpty());
        try {
            var freshness = new Freshness.OfOne(isMadeUp(), clock.instant(), asOf);
            var page = new SpacecraftPage(site, id, name, freshness, current, latest.ofOne(id, before, CHANGES));
            send(context, HttpStatus.OK, "web/life.jte", page);
        } catch (CursorException e) {
            if (e.reason() == CursorException.Reason.NOT_YET_READ) {
                context.header(Header.RETRY_AFTER, ReadOnlyResource.RETRY_AFTER_SECONDS);
                notice(
                        context,
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "Not read yet",
                        e.reason().description());
            } else {
                notFound(context, "No such page", NO_SUCH_PAGE);
            }
        }
    }

    private boolean isMadeUp() {
        return catalogue.source().filter(SnapshotHeaders.MADE_UP::equals).isPresent();
    }

    private void notReady(Context context, NotReady notReady) {
        context.header(Header.RETRY_AFTER, ReadOnlyResource.RETRY_AFTER_SECONDS);
        var page = new NotReadyPage(site, new Freshness.NotReady(isMadeUp(), notReady.reason()));
        send(context, HttpStatus.SERVICE_UNAVAILABLE, "web/notReady.jte", page);
    }

    private void notFound(Context context, String title, String text) {
        notice(context, HttpStatus.NOT_FOUND, title, text);
    }

    private void notice(Context context, HttpStatus status, String title, String text) {
        send(context, status, "web/notice.jte", new NoticePage(site, title, text));
    }

    private void send(Context context, HttpStatus status, String template, Object page) {
        context.header(Header.ALLOW, ReadOnlyResource.ALLOWED).header(Header.CACHE_CONTROL, "no-cache");
        pages.send(context, status, template, page);
    }
}
