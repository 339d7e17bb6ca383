package io.github.spacecrafttracker.streams.http.web;

import static java.util.Comparator.comparing;
import static java.util.Comparator.nullsLast;
import static java.util.Comparator.reverseOrder;

import io.github.spacecrafttracker.streams.catalogue.QueryResult;
import io.github.spacecrafttracker.streams.catalogue.Row;
import io.github.spacecrafttracker.streams.changelog.Transition;
import io.github.spacecrafttracker.streams.changelog.Transitions;
import io.github.spacecrafttracker.streams.http.ll2.html.Html;
import io.github.spacecrafttracker.streams.query.Choices;
import io.github.spacecrafttracker.streams.query.InvalidQueryException;
import io.github.spacecrafttracker.streams.query.Parameters;
import io.github.spacecrafttracker.streams.query.Query;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is in space, what changed last, and the catalogue. */
final class FrontPage {
    private static final String TITLE = "Spacecraft tracker";

    private final Frame frame;
    private final Fragments parts;
    private final CataloguePart catalogue;
    private final Transitions transitions;
    private final ImageHosts images;

    FrontPage(Frame frame, Transitions transitions, ImageHosts images) {
        this.frame = frame;
        this.parts = new Fragments(frame);
        this.catalogue = new CataloguePart(frame, parts);
        this.transitions = transitions;
        this.images = images;
    }

    /**
     * The whole page.
     *
     * @param parameters filters of the catalogue
     * @param query the same, judged; null where they were refused
     * @param faults why they were
     * @param latest the newest first
     */
    byte[] of(
            Parameters parameters,
            @Nullable Query query,
            List<String> faults,
            QueryResult.Listed listed,
            Freshness freshness,
            List<LatestChanges.Item> latest) {
        return frame.page(new Frame.Content(TITLE, "", html -> {
            html.raw("<h1>" + TITLE + "</h1>\n");
            freshness.ofLists(listed.inSpaceAsOf(), listed.asOf(), html);
            inSpace(listed.listing().select(all("in_space=true").filter(), all("").ordering()), html);
            changes(latest, html);
            catalogue.write(
                    parameters,
                    query,
                    faults,
                    listed.listing(),
                    listed.listing().select(all("").filter(), all("").ordering()),
                    html);
        }));
    }

    /** The page before there is anything to show. */
    byte[] notReady(String why, Freshness freshness) {
        return frame.page(new Frame.Content(TITLE, "", html -> {
            html.raw("<h1>" + TITLE + "</h1>\n");
            freshness.ofNothing(why, html);
        }));
    }

    private void inSpace(List<Row> rows, Html html) {
        html.raw(
                "<section id=\"in-space\" aria-labelledby=\"in-space-title\" data-live>\n<h2 id=\"in-space-title\">In space now: "
                        + rows.size() + "</h2>\n");
        if (rows.isEmpty()) {
            html.raw("<p>No spacecraft is known to be in space.</p>\n");
        } else {
            html.raw("<ul class=\"cards\">\n");
            rows.stream()
                    .sorted(comparing(this::entered, nullsLast(reverseOrder())))
                    .forEach(row -> card(SpacecraftView.of(row, images), html));
            html.raw("</ul>\n");
        }
        html.raw("</section>\n");
    }

    /** Those that were seen to enter come first, the last one before the others. */
    private @Nullable Instant entered(Row row) {
        return transitions
                .of(row.fields().id())
                .filter(Transition::isObserved)
                .map(Transition::observedAt)
                .orElse(null);
    }

    private void card(SpacecraftView craft, Html html) {
        var id = craft.spacecraft().id();
        html.raw("<li id=\"craft-" + id + "\">");
        craft.picture().ifPresentOrElse(picture -> picture.write(html), () -> Picture.none(html));
        html.raw("<div><h3>");
        parts.link(id, craft.name(), html);
        html.raw("</h3>\n<p>").text(craft.kind()).raw("</p>\n<p class=\"quiet\">");
        Fragments.since(transitions.of(id), html);
        html.raw("</p></div></li>\n");
    }

    private void changes(List<LatestChanges.Item> latest, Html html) {
        html.raw(
                "<section id=\"changes\" aria-labelledby=\"changes-title\" data-live>\n<h2 id=\"changes-title\">What changed last</h2>\n");
        if (latest.isEmpty()) {
            html.raw("<p>Nothing since tracking began.</p>\n");
        } else {
            parts.changes(latest, html);
        }
        html.raw("</section>\n");
    }

    private static Query all(String filter) {
        try {
            return Query.of(Parameters.parse(filter), Choices.ANY);
        } catch (InvalidQueryException e) {
            throw new IllegalStateException(e);
        }
    }
}
