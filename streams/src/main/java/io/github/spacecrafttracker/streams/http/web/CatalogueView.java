package io.github.spacecrafttracker.streams.http.web;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNullElse;

import io.github.spacecrafttracker.change.ChangeDescription;
import io.github.spacecrafttracker.streams.catalogue.Row;
import io.github.spacecrafttracker.streams.catalogue.SpacecraftList;
import io.github.spacecrafttracker.streams.http.ll2.PageLinks;
import io.github.spacecrafttracker.streams.query.Filter;
import io.github.spacecrafttracker.streams.query.InvalidQueryException;
import io.github.spacecrafttracker.streams.query.Ordering;
import io.github.spacecrafttracker.streams.query.PageWindow;
import io.github.spacecrafttracker.streams.query.Parameters;
import io.github.spacecrafttracker.streams.query.Query;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;

/**
 * The table of all spacecraft and its filters, which have the semantics of the API's filters.
 *
 * @param parameters the parameters of the request, which the form shows
 * @param statuses the options of the filter: the statuses that spacecraft have
 * @param configs the options of the filter: the configurations that spacecraft have
 */
record CatalogueView(
        Parameters parameters,
        List<Entry<String, String>> statuses,
        List<Entry<String, String>> configs,
        Result result) {
    static final List<Entry<String, String>> ORDERINGS = List.of(
            entry("", "oldest entry first"),
            entry("-id", "newest entry first"),
            entry("-flights_count", "most flights first"),
            entry("-time_in_space", "longest in space first"));

    private static final String ROWS = "25";
    private static final Entry<String, String> ANY = entry("", "any");

    /** The result below the form. */
    sealed interface Result {}

    /** @param errors one line for each invalid parameter */
    record Invalid(List<String> errors) implements Result {}

    record NoMatch() implements Result {}

    record Table(String caption, List<Row> rows, PageLinks links) implements Result {}

    /** @param url the list without parameters */
    static CatalogueView of(Parameters parameters, SpacecraftList listing, String url) {
        var statuses = new TreeMap<Long, String>();
        var configs = new TreeMap<String, Long>(String.CASE_INSENSITIVE_ORDER);
        for (var row : listing.select(Filter.ALL, Ordering.BY_ID)) {
            var status = row.tracked().state().status();
            statuses.put(status.id(), ChangeDescription.status(status));
            var config = row.tracked().spacecraft().spacecraftConfig();
            if (config != null && config.id() != null) {
                configs.put(requireNonNullElse(config.name(), "configuration " + config.id()), config.id());
            }
        }
        var statusOptions = new ArrayList<>(List.of(ANY));
        statuses.forEach((id, name) -> statusOptions.add(entry(id.toString(), name)));
        var configOptions = new ArrayList<>(List.of(ANY));
        configs.forEach((name, id) -> configOptions.add(entry(id.toString(), name)));
        return new CatalogueView(parameters, statusOptions, configOptions, result(parameters, listing, url));
    }

    /** Returns whether the request has any parameters. */
    boolean isFiltered() {
        return !parameters.values().isEmpty();
    }

    private static Result result(Parameters parameters, SpacecraftList listing, String url) {
        var limited =
                parameters.last(PageWindow.LIMIT).isPresent() ? parameters : parameters.with(PageWindow.LIMIT, ROWS);
        try {
            var query = Query.of(limited, listing.validIds());
            var matches = listing.select(query.filter(), query.ordering());
            if (matches.isEmpty()) {
                return new NoMatch();
            }
            var rows = query.window().of(matches);
            var links = PageLinks.around(url, limited, query.window(), matches.size());
            return new Table(caption(query.window().offset(), rows.size(), matches.size()), rows, links);
        } catch (InvalidQueryException e) {
            return new Invalid(lines(e));
        }
    }

    private static String caption(BigInteger offset, int rows, int matches) {
        return rows == 0
                ? "This page is beyond the last of " + matches + " spacecraft."
                : offset.add(BigInteger.ONE) + " to " + offset.add(BigInteger.valueOf(rows)) + " of " + matches
                        + " spacecraft";
    }

    private static List<String> lines(InvalidQueryException e) {
        if (e.errors() instanceof Map<?, ?> byField) {
            return byField.entrySet().stream()
                    .map(field -> field.getKey() + ": " + words(field.getValue()))
                    .toList();
        }
        return List.of(words(e.errors()));
    }

    private static String words(Object errors) {
        return errors instanceof List<?> texts
                ? String.join(" ", texts.stream().map(String::valueOf).toList())
                : String.valueOf(errors);
    }
}
