package io.github.spacecrafttracker.streams.http.web;

import static java.util.Comparator.comparing;
import static java.util.Comparator.nullsLast;
import static java.util.Comparator.reverseOrder;

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
import io.github.spacecrafttracker.streams.changelog.Transition;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The routes {@code /} and {@code /spacecraft/{id}}. They always send HTML, whatever the client
 * accepts (RFC 9110, section 12.4.1, allows this).
 */
public final class PageApi {
    private static final int LATEST_CHANGES = 20;
    private static final int CHANGES_PER_PAGE = 50;
    private static final String BEFORE = "before";

    private static final Comparator<SpacecraftView> LAST_TO_ENTER_FIRST =
            comparing(PageApi::entryObservedAt, nullsLast(reverseOrder()));

    private final Catalogue catalogue;
    private final LatestChanges latest;
    private final LatestTransitions transitions;
    private final PageContext site;
    private final HtmlPages pages;
    private final InstantSource clock;

    /**
     * @param baseUrl the URL whose path is the prefix of all links
     * @param clock the source of the age of the data
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
        this.site = new PageContext(baseUrl.prefix(), images);
        this.pages = new HtmlPages(site.contentSecurityPolicy());
        this.clock = clock;
    }

    public void addTo(JavalinConfig config) {
        new ReadOnlyResource("/", this::sendFrontPage).addTo(config);
        new ReadOnlyResource("/spacecraft/{id}", this::sendSpacecraftPage).addTo(config);
        StaticFiles.addTo(config);
    }

    /**
     * The model of the front page.
     *
     * @param inSpace the spacecraft in space; those whose entry was observed come first, the last
     *     to enter before the others
     * @param latest the latest changes, the newest first
     */
    record FrontPage(
            PageContext site,
            DataNotice notice,
            List<SpacecraftView> inSpace,
            List<LatestChanges.Item> latest,
            CatalogueView catalogue) {}

    /**
     * The model of one spacecraft's page: its last known state and its changes.
     *
     * @param current empty if the upstream API no longer has the spacecraft
     */
    record SpacecraftPage(
            PageContext site,
            long id,
            String name,
            DataNotice notice,
            Optional<SpacecraftView> current,
            LatestChanges.Page changes) {}

    /** The model of a page with a title and a message. */
    record MessagePage(PageContext site, String title, String text) {}

    /** The page that is sent until the data is complete. */
    record NotReadyPage(PageContext site, DataNotice notice) {}

    private void sendFrontPage(Context context) {
        var result = catalogue.list();
        if (result instanceof Listed listed) {
            sendFrontPage(context, listed);
        } else if (result instanceof NotReady notReady) {
            sendNotReady(context, notReady);
        }
    }

    private void sendFrontPage(Context context, Listed listed) {
        var listing = listed.list();
        var view = CatalogueView.of(Parameters.parse(context.queryString()), listing, site.path("/"));
        var page = new FrontPage(
                site,
                new DataNotice.Lists(isSimulated(), clock.instant(), listed.inSpaceAsOf(), listed.asOf()),
                listing.select(Filter.IN_SPACE, Ordering.BY_ID).stream()
                        .map(row -> SpacecraftView.of(
                                row,
                                site.images(),
                                transitions.newest(row.fields().id())))
                        .sorted(LAST_TO_ENTER_FIRST)
                        .toList(),
                latest.newest(LATEST_CHANGES),
                view);
        var status = view.result() instanceof CatalogueView.Invalid ? HttpStatus.BAD_REQUEST : HttpStatus.OK;
        send(context, status, "web/front.jte", page);
    }

    private static @Nullable Instant entryObservedAt(SpacecraftView spacecraft) {
        return spacecraft
                .transition()
                .filter(Transition::isObserved)
                .map(Transition::observedAt)
                .orElse(null);
    }

    private void sendSpacecraftPage(Context context) {
        var id = WholeNumber.parseId(context.pathParam("id")).orElse(Long.MIN_VALUE);
        var transition = transitions.newest(id);
        var result = catalogue.spacecraft(id);
        if (result instanceof Found found) {
            var current = SpacecraftView.of(found.row(), site.images(), transition);
            sendSpacecraftPage(context, id, current.name(), found.asOf(), Optional.of(current));
        } else if (result instanceof NotFound notFound) {
            transition.ifPresentOrElse(
                    last -> sendSpacecraftPage(
                            context, id, ChangeDescription.name(last.spacecraft()), notFound.asOf(), Optional.empty()),
                    () -> sendMessage(
                            context,
                            HttpStatus.NOT_FOUND,
                            "Spacecraft not found",
                            "This tracker has never observed a spacecraft with this id."));
        } else if (result instanceof NotReady notReady) {
            sendNotReady(context, notReady);
        }
    }

    private void sendSpacecraftPage(
            Context context, long id, String name, Instant asOf, Optional<SpacecraftView> current) {
        var before = Parameters.parse(context.queryString()).last(BEFORE).filter(cursor -> !cursor.isEmpty());
        try {
            var notice = new DataNotice.OneSpacecraft(isSimulated(), clock.instant(), asOf);
            var changes = latest.ofSpacecraft(id, before, CHANGES_PER_PAGE);
            send(
                    context,
                    HttpStatus.OK,
                    "web/spacecraft.jte",
                    new SpacecraftPage(site, id, name, notice, current, changes));
        } catch (CursorException e) {
            if (e.reason() == CursorException.Reason.NOT_YET_READ) {
                context.header(Header.RETRY_AFTER, ReadOnlyResource.RETRY_AFTER_SECONDS);
                sendMessage(
                        context,
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "Not available yet",
                        e.reason().description());
            } else {
                sendMessage(
                        context,
                        HttpStatus.NOT_FOUND,
                        "Page not found",
                        "These changes are no longer available here, or the link is invalid.");
            }
        }
    }

    private boolean isSimulated() {
        return catalogue.source().filter(SnapshotHeaders.MADE_UP::equals).isPresent();
    }

    private void sendNotReady(Context context, NotReady notReady) {
        context.header(Header.RETRY_AFTER, ReadOnlyResource.RETRY_AFTER_SECONDS);
        var page = new NotReadyPage(site, new DataNotice.NotReady(isSimulated(), notReady.reason()));
        send(context, HttpStatus.SERVICE_UNAVAILABLE, "web/notReady.jte", page);
    }

    private void sendMessage(Context context, HttpStatus status, String title, String text) {
        send(context, status, "web/message.jte", new MessagePage(site, title, text));
    }

    private void send(Context context, HttpStatus status, String template, Object page) {
        context.header(Header.ALLOW, ReadOnlyResource.ALLOWED).header(Header.CACHE_CONTROL, "no-cache");
        pages.send(context, status, template, page);
    }
}
