package io.github.spacecrafttracker.streams.http.web;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import io.github.spacecrafttracker.streams.history.History;
import io.github.spacecrafttracker.streams.history.KnownHistory;
import io.github.spacecrafttracker.streams.history.Presence;
import io.github.spacecrafttracker.streams.history.Presence.Stay;
import io.github.spacecrafttracker.streams.history.Watermarks;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.github.spacecrafttracker.streams.http.HtmlPages;
import io.github.spacecrafttracker.streams.http.ReadOnlyResource;
import io.github.spacecrafttracker.streams.query.Filter;
import io.github.spacecrafttracker.streams.query.Ordering;
import io.github.spacecrafttracker.streams.query.Parameters;
import io.github.spacecrafttracker.streams.query.Rfc3339;
import io.github.spacecrafttracker.streams.query.WholeNumber;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The routes {@code /} and {@code /spacecraft/{id}}, and the files that their pages load or link
 * to. The pages are always HTML, whatever the client accepts (RFC 9110, section 12.4.1, allows
 * this).
 */
public final class PageApi {
    private static final int LATEST_CHANGES = 20;
    private static final int CHANGES_PER_PAGE = 50;
    private static final String BEFORE = "before";
    private static final String AT = "at";
    private static final Pattern FIELD = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?");
    private static final DateTimeFormatter FIELD_VALUE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Comparator<SpacecraftView> LAST_TO_ENTER_FIRST =
            comparing(PageApi::entryObservedAt, nullsLast(reverseOrder()));

    private final Catalogue catalogue;
    private final LatestChanges latest;
    private final LatestTransitions transitions;
    private final Supplier<Optional<Watermarks>> watermarks;
    private final Supplier<History> history;
    private final PageContext site;
    private final HtmlPages pages;
    private final InstantSource clock;

    /**
     * @param watermarks empty until the history can be queried
     * @param baseUrl the URL whose path is the prefix of all links
     * @param clock the source of the age of the data
     */
    public PageApi(
            Catalogue catalogue,
            ChangeLog log,
            LatestTransitions transitions,
            Supplier<Optional<Watermarks>> watermarks,
            ImageHosts images,
            BaseUrl baseUrl,
            InstantSource clock) {
        this.catalogue = catalogue;
        this.latest = new LatestChanges(log);
        this.transitions = transitions;
        this.watermarks = watermarks;
        this.history = log::history;
        this.site = new PageContext(baseUrl.prefix(), images);
        this.pages = new HtmlPages(site.contentSecurityPolicy());
        this.clock = clock;
    }

    public void addTo(JavalinConfig config) {
        new ReadOnlyResource("/", this::sendFrontPage).addTo(config);
        new ReadOnlyResource("/spacecraft/{id}", this::sendSpacecraftPage).addTo(config);
        new ReadOnlyResource("/page/in-space.csv", this::sendCsv).addTo(config);
        StaticFiles.addTo(config);
    }

    /**
     * The model of the front page.
     *
     * @param chart empty until the history can be queried
     * @param inSpace the spacecraft in space, the last to enter first; those whose entry was not
     *     observed are at the end
     * @param latest the latest changes, the newest first
     */
    record FrontPage(
            PageContext site,
            DataNotice.Lists notice,
            Instant now,
            Optional<StepChart> chart,
            List<InSpaceRow> inSpace,
            List<LatestChanges.Item> latest,
            CatalogueView catalogue) {}

    /**
     * A spacecraft in space.
     *
     * @param stay the current stay; empty if it has not been read yet
     * @param bars its stays; empty until the history can be queried
     */
    record InSpaceRow(SpacecraftView spacecraft, Optional<Stay> stay, Optional<StayBars> bars) {}

    /**
     * The page at {@code /?at=}.
     *
     * @param field the time in the format of the form's field, in UTC
     */
    record PastPage(
            PageContext site,
            DataNotice notice,
            Instant now,
            String field,
            Instant knownFrom,
            StepChart chart,
            PastView view,
            List<PastEntry> entries) {}

    /** @param image empty if the spacecraft has no picture, or is no longer in the catalogue */
    record PastEntry(PastView.PastRow row, Optional<SpacecraftView.Image> image, StayBars bars) {}

    /**
     * The page for a time that is not valid.
     *
     * @param field empty if the text is not a time
     */
    record InvalidTimePage(PageContext site, DataNotice notice, String reason, String field, Instant knownFrom) {}

    /**
     * The model of one spacecraft's page: its last known state, its stays and its changes.
     *
     * @param current empty if the upstream API no longer has the spacecraft
     * @param stays empty until the history can be queried
     */
    record SpacecraftPage(
            PageContext site,
            long id,
            String name,
            DataNotice.OneSpacecraft notice,
            Instant now,
            Optional<SpacecraftView> current,
            Optional<Stays> stays,
            LatestChanges.Page changes) {}

    /** The stays of one spacecraft on their time axis. */
    record Stays(TimeAxis axis, StayBars bars) {}

    /** The model of a page with a title and a message. */
    record MessagePage(PageContext site, String title, String text) {}

    /** The page that is sent until the data is complete. */
    record NotReadyPage(PageContext site, DataNotice notice) {}

    private void sendFrontPage(Context context) {
        var parameters = Parameters.parse(context.queryString());
        var at = parameters.last(AT).map(String::strip).filter(text -> !text.isEmpty());
        if (at.isPresent()) {
            sendPastPage(context, at.get());
            return;
        }
        var result = catalogue.list();
        if (result instanceof Listed listed) {
            sendFrontPage(context, parameters, listed);
        } else if (result instanceof NotReady notReady) {
            sendNotReady(context, notReady.reason());
        }
    }

    private void sendFrontPage(Context context, Parameters parameters, Listed listed) {
        var listing = listed.list();
        var now = clock.instant();
        var known = KnownHistory.read(watermarks, history);
        var axis = known.map(found -> TimeAxis.lastYear(found.knownFrom(), now));
        var view = CatalogueView.of(parameters, listing, site.path("/"));
        var page = new FrontPage(
                site,
                new DataNotice.Lists(isSimulated(), now, listed.inSpaceAsOf(), listed.asOf()),
                now,
                known.map(found -> StepChart.of(found, axis.orElseThrow())),
                listing.select(Filter.IN_SPACE, Ordering.BY_ID).stream()
                        .map(row -> SpacecraftView.of(
                                row,
                                site.images(),
                                transitions.newest(row.fields().id())))
                        .sorted(LAST_TO_ENTER_FIRST)
                        .map(spacecraft -> row(spacecraft, known, axis))
                        .toList(),
                latest.newest(LATEST_CHANGES),
                view);
        var status = view.result() instanceof CatalogueView.Invalid ? HttpStatus.BAD_REQUEST : HttpStatus.OK;
        send(context, status, "web/front.jte", page);
    }

    private static InSpaceRow row(SpacecraftView spacecraft, Optional<KnownHistory> known, Optional<TimeAxis> axis) {
        var presence =
                known.flatMap(found -> found.presence(spacecraft.spacecraft().id()));
        return new InSpaceRow(
                spacecraft, presence.flatMap(Presence::current), axis.map(shown -> StayBars.of(presence, shown)));
    }

    private void sendPastPage(Context context, String text) {
        var known = KnownHistory.read(watermarks, history);
        if (known.isEmpty()) {
            sendNotReady(context, "the history is not complete yet");
            return;
        }
        var now = clock.instant();
        var at = time(text);
        var reason = at.map(time -> reasonToReject(time, now, known.get()))
                .orElse("This is not a valid time. Enter a time such as 2026-03-12T12:00, in UTC.");
        if (at.isEmpty() || !reason.isEmpty()) {
            var page = new InvalidTimePage(
                    site,
                    new DataNotice.NoData(isSimulated()),
                    reason,
                    at.map(FIELD_VALUE::format).orElse(""),
                    known.get().knownFrom());
            send(context, HttpStatus.BAD_REQUEST, "web/invalidTime.jte", page);
            return;
        }
        sendPastPage(context, at.get(), now, known.get());
    }

    private void sendPastPage(Context context, Instant at, Instant now, KnownHistory known) {
        var view = PastView.of(known, at);
        var lastYear = TimeAxis.lastYear(known.knownFrom(), now);
        var axis = at.isBefore(lastYear.from()) ? new TimeAxis(known.knownFrom(), now) : lastYear;
        var page = new PastPage(
                site,
                new DataNotice.NoData(isSimulated()),
                now,
                FIELD_VALUE.format(at),
                known.knownFrom(),
                StepChart.of(known, axis),
                view,
                view.rows().stream()
                        .map(row -> new PastEntry(
                                row,
                                image(row.state().spacecraft()),
                                StayBars.of(known.presence(row.state().spacecraft()), axis)))
                        .toList());
        send(context, HttpStatus.OK, "web/past.jte", page);
    }

    /** Reads an RFC 3339 time, a date, or the value of the form's field, which is in UTC. */
    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Rfc3339.parse(FIELD.matcher(text).matches() ? text + "Z" : text)
                    .truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns the reason to reject this time; an empty string if it can be shown. */
    private static String reasonToReject(Instant at, Instant now, KnownHistory known) {
        if (at.isAfter(now)) {
            return "This time is in the future.";
        }
        return at.isBefore(known.knownFrom()) ? "This time is before the history begins." : "";
    }

    private Optional<SpacecraftView.Image> image(long id) {
        return catalogue.spacecraft(id) instanceof Found found
                ? SpacecraftView.of(found.row(), site.images(), Optional.empty())
                        .image()
                : Optional.empty();
    }

    /**
     * Sends the number in space over time as CSV. The API returns CSV only for an {@code Accept}
     * header, which a link cannot set.
     */
    private void sendCsv(Context context) {
        var known = KnownHistory.read(watermarks, history);
        if (known.isEmpty()) {
            sendNotReady(context, "the history is not complete yet");
            return;
        }
        context.contentType("text/csv; charset=utf-8")
                .header(Header.ALLOW, ReadOnlyResource.ALLOWED)
                .header(Header.CACHE_CONTROL, "no-cache")
                .header(Header.CONTENT_DISPOSITION, "attachment; filename=\"spacecraft-in-space.csv\"")
                .result(known.get().csv().getBytes(UTF_8));
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
            sendNotReady(context, notReady.reason());
        }
    }

    private void sendSpacecraftPage(
            Context context, long id, String name, Instant asOf, Optional<SpacecraftView> current) {
        var before = Parameters.parse(context.queryString()).last(BEFORE).filter(cursor -> !cursor.isEmpty());
        try {
            var now = clock.instant();
            var notice = new DataNotice.OneSpacecraft(isSimulated(), now, asOf);
            var stays = KnownHistory.read(watermarks, history).map(known -> stays(id, known, now));
            var changes = latest.ofSpacecraft(id, before, CHANGES_PER_PAGE);
            send(
                    context,
                    HttpStatus.OK,
                    "web/spacecraft.jte",
                    new SpacecraftPage(site, id, name, notice, now, current, stays, changes));
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

    private static Stays stays(long id, KnownHistory known, Instant now) {
        var axis = new TimeAxis(known.knownFrom(), now);
        return new Stays(axis, StayBars.of(known.presence(id), axis));
    }

    private boolean isSimulated() {
        return catalogue.source().filter(SnapshotHeaders.MADE_UP::equals).isPresent();
    }

    private void sendNotReady(Context context, String reason) {
        context.header(Header.RETRY_AFTER, ReadOnlyResource.RETRY_AFTER_SECONDS);
        var page = new NotReadyPage(site, new DataNotice.NotReady(isSimulated(), reason));
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
