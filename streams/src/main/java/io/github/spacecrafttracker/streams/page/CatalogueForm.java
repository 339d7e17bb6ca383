package io.github.spacecrafttracker.streams.page;

import static java.util.Objects.requireNonNullElse;

import io.github.spacecrafttracker.streams.api.html.Html;
import io.github.spacecrafttracker.streams.query.Parameters;
import io.github.spacecrafttracker.streams.view.Row;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The filters of the catalogue as a form that works without script, filled with those of the request. The parameters are those of the API's list. */
final class CatalogueForm {
    private static final Map<String, String> YES_OR_NO = options("", "any", "true", "yes", "false", "no");
    private static final Map<String, String> ORDERINGS = options(
            "", "oldest entry first",
            "-id", "newest entry first",
            "-flights_count", "most flights first",
            "-time_in_space", "longest in space first");

    private final Parameters parameters;
    private final Map<String, String> statuses = options("", "any");
    private final Map<String, String> configs = options("", "any");

    /** @param rows all there are: what they have can be chosen */
    CatalogueForm(Parameters parameters, Collection<Row> rows) {
        this.parameters = parameters;
        var statusNames = new TreeMap<Long, String>();
        var configNames = new TreeMap<String, Long>(String.CASE_INSENSITIVE_ORDER);
        for (var row : rows) {
            var status = row.reading().state().status();
            statusNames.put(status.id(), ChangeWords.status(status));
            var config = row.reading().spacecraft().spacecraftConfig();
            if (config != null && config.id() != null) {
                configNames.put(requireNonNullElse(config.name(), "configuration " + config.id()), config.id());
            }
        }
        statusNames.forEach((id, name) -> statuses.put(id.toString(), name));
        configNames.forEach((name, id) -> configs.put(id.toString(), name));
    }

    void write(String action, Html html) {
        html.raw("<form method=\"get\" role=\"search\" action=\"").text(action).raw("\">\n");
        html.raw(
                        "<p class=\"wide\"><label for=\"search\">Search</label><input id=\"search\" name=\"search\" type=\"search\" value=\"")
                .text(given("search"))
                .raw("\" placeholder=\"words of a name\"></p>\n");
        select("in_space", "In space", YES_OR_NO, html);
        select("status", "Status", statuses, html);
        select("spacecraft_config", "Configuration", configs, html);
        select("is_placeholder", "Placeholder", YES_OR_NO, html);
        select("ordering", "Order", ORDERINGS, html);
        html.raw("<p><button>Show</button></p>\n</form>\n");
    }

    private String given(String name) {
        return parameters.last(name).orElse("");
    }

    /** A value that is none of the options is one more. */
    private void select(String name, String label, Map<String, String> options, Html html) {
        var value = given(name).toLowerCase(Locale.ROOT);
        html.raw("<p><label for=\"" + name + "\">" + label + "</label><select id=\"" + name + "\" name=\"" + name
                + "\">");
        options.forEach((option, text) -> option(option, text, option.equals(value), html));
        if (!options.containsKey(value)) {
            option(value, value, true, html);
        }
        html.raw("</select></p>\n");
    }

    private static void option(String value, String text, boolean selected, Html html) {
        html.raw("<option value=\"")
                .text(value)
                .raw(selected ? "\" selected>" : "\">")
                .text(text)
                .raw("</option>");
    }

    private static Map<String, String> options(String... valuesAndTexts) {
        var options = new LinkedHashMap<String, String>();
        for (int i = 0; i < valuesAndTexts.length; i += 2) {
            options.put(valuesAndTexts[i], valuesAndTexts[i + 1]);
        }
        return options;
    }
}
