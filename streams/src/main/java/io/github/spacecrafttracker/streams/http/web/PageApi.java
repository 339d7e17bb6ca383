package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.streams.catalogue.Catalogue;
import io.github.spacecrafttracker.streams.catalogue.QueryResult;
import io.github.spacecrafttracker.streams.changelog.ChangeLog;
import io.github.spacecrafttracker.streams.changelog.CursorException;
import io.github.spacecrafttracker.streams.changelog.Transitions;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.github.spacecrafttracker.streams.http.ReadOnlyResource;
import io.github.spacecrafttracker.streams.http.ll2.html.HtmlPage;
import io.github.spacecrafttracker.streams.query.InvalidQueryException;
import io.github.spacecrafttracker.streams.query.Parameters;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The routes {@code /} and {@code /spacecraft/{id}}: always HTML, whatever a client accepts (RFC 9110, section 12.4.1). */
public final class PageApi {
    private static final int LATEST = 20;
    private static final int CHANGES = 50;
    private static final String BEFORE = "before";
    private static final String NO_SUCH_PAGE =
            "The changes before this point are not in memory, or its cursor is not valid.";

    private final Catalogue catalogue;
    private final LatestChanges latest;
    private final Transitions transitions;
    private final Frame frame;
    private final FrontPage front;
    private final LifePage life;
    private final InstantSource clock;

    /**
     * @param publicUrl its path is the prefix of links; empty: no prefix
     * @param clock for the age of the data
     */
    public PageApi(
            Catalogue catalogue,
            ChangeLog log,
            Transitions transitions,
            ImageHosts images,
            Optional<URI> publicUrl,
            InstantSource clock) {
        this.catalogue = catalogue;
        this.latest = new LatestChanges(log);
        this.transitions = transitions;
        this.frame = new Frame(BaseUrl.of(publicUrl).prefix(), images);
        this.front = new FrontPage(frame, transitions, images);
        this.life = new LifePage(frame, images);
        this.clock = clock;
    }

    public void addTo(JavalinConfig config) {
        new ReadOnlyResource("/", this::front).addTo(config);
        new ReadOnlyResource("/spacecraft/{id}", this::life).addTo(config);
        PageFiles.addTo(config);
    }

    private void front(Context context) {
        catalogue
                .list()
                .to(
                        listed -> front(context, listed),
                        notReady -> notReady(context, front.notReady(notReady.why(), freshness())));
    }

    private void front(Context context, QueryResult.Listed listed) {
        var parameters = Parameters.parse(context.queryString());
        var newest = latest.newest(LATEST);
        try {
            var query = CataloguePart.query(parameters, listed.listing());
            send(context, HttpStatus.OK, front.of(parameters, query, List.of(), listed, freshness(), newest));
        } catch (InvalidQueryException e) {
            var faults = CataloguePart.lines(e);
            send(context, HttpStatus.BAD_REQUEST, front.of(parameters, null, faults, listed, freshness(), newest));
        }
    }

    private void life(Context context) {
        var text = context.pathParam("id");
        var id = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : Long.MIN_VALUE;
        var before = Parameters.parse(context.queryString()).last(BEFORE).filter(cursor -> !cursor.isEmpty());
        catalogue
                .spacecraft(id)
                .to(
                        held -> life(
                                context,
                                id,
                                before,
                                changes -> life.of(held, freshness(), transitions.of(id), changes)),
                        unknown -> transitions
                                .of(id)
                                .ifPresentOrElse(
                                        last -> life(
                                                context,
                                                id,
                                                before,
                                                changes -> life.ofRemoved(unknown, freshness(), last, changes)),
                                        () -> send(
                                                context,
                                                HttpStatus.NOT_FOUND,
                                                life.nothing("No such spacecraft", "Nothing is known of it."))),
                        notReady -> notReady(context, front.notReady(notReady.why(), freshness())));
    }

    private interface Life {
        byte[] with(LifePage.Changes changes);
    }

    private void life(Context context, long id, Optional<String> before, Life page) {
        try {
            var changes = latest.ofOne(id, before, CHANGES);
            send(context, HttpStatus.OK, page.with(new LifePage.Changes(changes, before.isEmpty())));
        } catch (CursorException e) {
            if (e.reason() == CursorException.Reason.NOT_YET_READ) {
                notReady(context, life.nothing("Not read yet", e.reason().words()));
            } else {
                send(context, HttpStatus.NOT_FOUND, life.nothing("No such page", NO_SUCH_PAGE));
            }
        }
    }

    private Freshness freshness() {
        return new Freshness(clock.instant(), catalogue.source());
    }

    private void notReady(Context context, byte[] page) {
        context.header(Header.RETRY_AFTER, ReadOnlyResource.RETRY_AFTER_SECONDS);
        send(context, HttpStatus.SERVICE_UNAVAILABLE, page);
    }

    private void send(Context context, HttpStatus status, byte[] page) {
        frame.headers().forEach(context::header);
        context.status(status)
                .header(Header.ALLOW, ReadOnlyResource.ALLOWED)
                .header(Header.CACHE_CONTROL, "no-cache")
                .contentType(HtmlPage.TYPE)
                .result(page);
    }
}
