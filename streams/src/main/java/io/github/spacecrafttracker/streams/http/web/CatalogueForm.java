package io.github.spacecrafttracker.streams.http.web;

import static java.util.Objects.requireNonNullElse;

import io.github.spacecrafttracker.streams.catalogue.Row;
import io.github.spacecrafttracker.streams.http.ll2.html.FormFields;
import io.github.spacecrafttracker.streams.http.ll2.html.Html;
import io.github.spacecrafttracker.streams.query.Parameters;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The filters of the catalogue as a form that works without script, filled with those of the request. The parameters are those of the API's list. */
final class CatalogueForm {
    private static final Map<String, String> YES_OR_NO = FormFields.options("", "any", "true", "yes", "false", "no");
    private static final Map<String, String> ORDERINGS = FormFields.options(
            "", "oldest entry first",
            "-id", "newest entry first",
            "-flights_count", "most flights first",
            "-time_in_space", "longest in space first");

    private final Parameters parameters;
    private final Map<String, String> statuses = FormFields.options("", "any");
    private final Map<String, String> configs = FormFields.options("", "any");

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
        var fields = new FormFields(html);
        html.raw("<form method=\"get\" role=\"search\" action=\"").text(action).raw("\">\n");
        html.raw(
                        "<p class=\"wide\"><label for=\"search\">Search</label><input id=\"search\" name=\"search\" type=\"search\" value=\"")
                .text(given("search"))
                .raw("\" placeholder=\"words of a name\"></p>\n");
        fields.select("in_space", "In space", YES_OR_NO, chosen("in_space"));
        fields.select("status", "Status", statuses, chosen("status"));
        fields.select("spacecraft_config", "Configuration", configs, chosen("spacecraft_config"));
        fields.select("is_placeholder", "Placeholder", YES_OR_NO, chosen("is_placeholder"));
        fields.select("ordering", "Order", ORDERINGS, chosen("ordering"));
        html.raw("<p><button>Show</button></p>\n</form>\n");
    }

    private String chosen(String name) {
        return given(name).toLowerCase(Locale.ROOT);
    }

    private String given(String name) {
        return parameters.last(name).orElse("");
    }
}
