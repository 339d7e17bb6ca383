package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.streams.catalogue.Listing;
import io.github.spacecrafttracker.streams.catalogue.Row;
import io.github.spacecrafttracker.streams.http.ll2.Links;
import io.github.spacecrafttracker.streams.http.ll2.html.Html;
import io.github.spacecrafttracker.streams.query.Choices;
import io.github.spacecrafttracker.streams.query.InvalidQueryException;
import io.github.spacecrafttracker.streams.query.PageWindow;
import io.github.spacecrafttracker.streams.query.Parameters;
import io.github.spacecrafttracker.streams.query.Query;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The catalogue with its filters, by the rules of the API's list. */
final class CataloguePart {
    private static final String ROWS = "25";

    private final Frame frame;
    private final Fragments parts;

    CataloguePart(Frame frame, Fragments parts) {
        this.frame = frame;
        this.parts = parts;
    }

    /**
     * Judges a request.
     *
     * @throws InvalidQueryException as the API's list would refuse it
     */
    static Query query(Parameters parameters, Choices choices) throws InvalidQueryException {
        return Query.of(withLimit(parameters), choices);
    }

    /** @param query null where the request was refused, with what was wrong */
    void write(
            Parameters parameters,
            @Nullable Query query,
            List<String> faults,
            Listing listing,
            List<Row> all,
            Html html) {
        html.raw("""
                <section id="catalogue" aria-labelledby="catalogue-title">
                <h2 id="catalogue-title">Catalogue</h2>
                """);
        new CatalogueForm(parameters, all).write(frame.path("/") + "#catalogue", html);
        html.raw("<div id=\"results\" data-live>\n");
        faults.forEach(
                fault -> html.raw("<p class=\"banner warning\">").text(fault).raw("</p>\n"));
        if (query != null) {
            results(parameters, query, listing.select(query.filter(), query.ordering()), html);
        }
        html.raw("</div>\n</section>\n");
    }

    private void results(Parameters parameters, Query query, List<Row> matches, Html html) {
        if (matches.isEmpty()) {
            html.raw("<p>No spacecraft is like that.</p>\n");
            return;
        }
        var rows = query.cut().of(matches);
        var first = query.cut().offset().add(BigInteger.ONE);
        html.raw(
                "<div class=\"scroll\" role=\"region\" aria-labelledby=\"table-title\" tabindex=\"0\"><table>\n<caption id=\"table-title\">");
        html.text(
                rows.isEmpty()
                        ? "None of " + matches.size() + " so far on"
                        : first + " to " + query.cut().offset().add(BigInteger.valueOf(rows.size())) + " of "
                                + matches.size());
        html.raw(
                "</caption>\n<thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Configuration</th><th scope=\"col\">Serial number</th>"
                        + "<th scope=\"col\">In space</th><th scope=\"col\">Status</th><th scope=\"col\" class=\"number\">Flights</th></tr></thead>\n<tbody>\n");
        rows.forEach(row -> row(row, html));
        html.raw("</tbody>\n</table></div>\n");
        pages(Links.around(frame.path("/"), withLimit(parameters), query.cut(), matches.size()), html);
    }

    private void row(Row row, Html html) {
        var spacecraft = row.reading().spacecraft();
        var state = row.reading().state();
        var config = spacecraft.spacecraftConfig();
        html.raw("<tr><th scope=\"row\">");
        parts.link(spacecraft.id(), ChangeWords.name(spacecraft), html);
        html.raw("</th><td>").text(config == null ? "" : Objects.requireNonNullElse(config.name(), ""));
        html.raw("</td><td>").text(Objects.requireNonNullElse(spacecraft.serialNumber(), ""));
        html.raw("</td><td>").text(ChangeWords.yesOrNo(state.inSpace()));
        html.raw("</td><td>").text(ChangeWords.status(state.status()));
        html.raw("</td><td class=\"number\">").text(ChangeWords.count(state.flightsCount()));
        html.raw("</td></tr>\n");
    }

    private static void pages(Links links, Html html) {
        if (links.next() != null || links.previous() != null) {
            html.raw("<nav class=\"pages\" aria-label=\"Pages of the catalogue\">");
            page(links.previous(), "prev", "← Previous", html);
            page(links.next(), "next", "Next →", html);
            html.raw("</nav>\n");
        }
    }

    private static void page(@Nullable String url, String rel, String text, Html html) {
        if (url != null) {
            html.raw("<a rel=\"" + rel + "\" href=\"").text(url + "#catalogue").raw("\">" + text + "</a>");
        }
    }

    private static Parameters withLimit(Parameters parameters) {
        return parameters.last(PageWindow.LIMIT).isPresent() ? parameters : parameters.with(PageWindow.LIMIT, ROWS);
    }

    /** One line for each fault. */
    static List<String> lines(InvalidQueryException e) {
        if (e.errors() instanceof Map<?, ?> byField) {
            return byField.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + words(entry.getValue()))
                    .toList();
        }
        return List.of(words(e.errors()));
    }

    private static String words(Object errors) {
        return errors instanceof Collection<?> all
                ? all.stream().map(String::valueOf).collect(Collectors.joining(" "))
                : String.valueOf(errors);
    }
}
