package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.streams.catalogue.QueryResult;
import io.github.spacecrafttracker.streams.changelog.Transition;
import io.github.spacecrafttracker.streams.http.ll2.html.Html;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** One spacecraft: its last known state, and its changes. */
final class LifePage {
    private final Frame frame;
    private final Fragments parts;
    private final ImageHosts images;

    LifePage(Frame frame, ImageHosts images) {
        this.frame = frame;
        this.parts = new Fragments(frame);
        this.images = images;
    }

    /** The page of a spacecraft in the catalogue. */
    byte[] of(QueryResult.Held held, Freshness freshness, Optional<Transition> transition, Changes changes) {
        var craft = SpacecraftView.of(held.row(), images);
        var id = craft.spacecraft().id();
        return page(id, craft.name(), html -> {
            freshness.ofOne(held.asOf(), html);
            facts(craft, transition, html);
            changes(id, changes, html);
        });
    }

    /** The page of a spacecraft that upstream no longer has. Its changes show what it was. */
    byte[] ofRemoved(QueryResult.Unknown unknown, Freshness freshness, Transition transition, Changes changes) {
        var spacecraft = transition.spacecraft();
        return page(spacecraft.id(), ChangeWords.name(spacecraft), html -> {
            freshness.ofOne(unknown.asOf(), html);
            html.raw("<p id=\"facts\" data-live>The catalogue of Launch Library 2 no longer has it.</p>\n");
            changes(spacecraft.id(), changes, html);
        });
    }

    /** The page if there is nothing to show of a spacecraft. */
    byte[] nothing(String title, String why) {
        return frame.page(new Frame.Content(title, "", html -> html.raw("<h1>")
                .text(title)
                .raw("</h1>\n<p>")
                .text(why)
                .raw(" <a href=\"")
                .text(frame.path("/"))
                .raw("\">All spacecraft</a></p>\n")));
    }

    /**
     * A page of changes.
     *
     * @param isNewest whether it is the first of all pages
     */
    record Changes(LatestChanges.Page page, boolean isNewest) {}

    private byte[] page(long id, String name, Consumer<Html> main) {
        return frame.page(new Frame.Content(name + " - Spacecraft tracker", "?spacecraft=" + id, html -> {
            html.raw("<h1>").text(name).raw("</h1>\n");
            main.accept(html);
        }));
    }

    private static void facts(SpacecraftView craft, Optional<Transition> transition, Html html) {
        var state = craft.state();
        html.raw("""
                <section id="facts" class="facts" aria-labelledby="facts-title" data-live>
                <h2 id="facts-title">What is known</h2>
                """);
        craft.picture().ifPresentOrElse(picture -> picture.write(html), () -> Picture.none(html));
        html.raw("<dl>");
        fact("Kind", craft.kind(), html);
        fact("Serial number", Objects.requireNonNullElse(craft.spacecraft().serialNumber(), ""), html);
        html.raw("<div><dt>In space</dt><dd>").text(ChangeWords.yesOrNo(state.inSpace()));
        if (state.inSpace()) {
            html.raw(", ");
            Fragments.since(transition, html);
        }
        html.raw("</dd></div>");
        fact("Status", ChangeWords.status(state.status()), html);
        fact("Flights", ChangeWords.count(state.flightsCount()), html);
        fact("Mission ends", ChangeWords.count(state.missionEndsCount()), html);
        html.raw("</dl>\n<p>").text(craft.description()).raw("</p>\n</section>\n");
    }

    private static void fact(String name, String value, Html html) {
        if (!value.isBlank()) {
            html.raw("<div><dt>").text(name).raw("</dt><dd>").text(value).raw("</dd></div>");
        }
    }

    private void changes(long id, Changes changes, Html html) {
        html.raw("<section id=\"changes\" aria-labelledby=\"changes-title\" data-live>\n<h2 id=\"changes-title\">"
                + (changes.isNewest() ? "What changed" : "What changed earlier") + "</h2>\n");
        changes(id, changes.page(), changes.isNewest(), html);
        html.raw("</section>\n");
    }

    private void changes(long id, LatestChanges.Page page, boolean isNewest, Html html) {
        if (page.items().isEmpty()) {
            html.raw("<p>" + (isNewest ? "Nothing yet." : "Nothing before that.") + "</p>\n");
        } else {
            parts.changes(page.items(), html);
        }
        if (!isNewest || page.older().isPresent()) {
            html.raw("<nav class=\"pages\" aria-label=\"Pages of changes\">");
            if (!isNewest) {
                html.raw("<a href=\"").text(frame.path("/spacecraft/" + id)).raw("\">← Newest</a>");
            }
            page.older().ifPresent(cursor -> html.raw("<a rel=\"next\" href=\"?before=")
                    .text(cursor)
                    .raw("\">Older →</a>"));
            html.raw("</nav>\n");
        }
    }
}
