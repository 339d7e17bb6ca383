package io.github.spacecrafttracker.streams.http.ll2.html;

import java.util.Locale;
import java.util.Map;

/** The parameters of a list as a form, filled with those of the request (LL2 contract, section 1). */
final class FilterForm {
    private static final Map<String, String> YES_OR_NO = FormFields.options("", "any", "true", "yes", "false", "no");
    private static final Map<String, String> MODES = FormFields.options("", "normal", "detailed", "detailed");
    // Those that LL2 has; others may come.
    private static final Map<String, String> STATUSES = FormFields.options(
            "1", "Active", "2", "Retired", "3", "Destroyed", "4", "Single Use", "5", "Under construction");
    private static final Map<String, String> ORDERINGS = FormFields.options(
            "", "by id",
            "-time_in_space", "time in space, longest first",
            "time_in_space", "time in space, shortest first",
            "-time_docked", "time docked, longest first",
            "time_docked", "time docked, shortest first",
            "-flights_count", "flights, most first",
            "flights_count", "flights, fewest first",
            "-mission_ends_count", "mission ends, most first",
            "mission_ends_count", "mission ends, fewest first",
            "-id", "by id, newest first");

    private final PageContent content;
    private final Html html;
    private final FormFields fields;

    FilterForm(PageContent content, Html html) {
        this.content = content;
        this.html = html;
        this.fields = new FormFields(html);
    }

    void write(int limit) {
        html.raw("<form method=\"get\" role=\"search\">\n");
        input("search", "Search", "type=\"search\" placeholder=\"words of a name\"", given("search"));
        fields.select("in_space", "In space", YES_OR_NO, yesOrNo(given("in_space")));
        input("name", "Name", "placeholder=\"exactly\"", given("name"));
        input("status", "Status", "inputmode=\"numeric\" list=\"statuses\" placeholder=\"number\"", given("status"));
        input(
                "spacecraft_config",
                "Configuration",
                "inputmode=\"numeric\" placeholder=\"number\"",
                given("spacecraft_config"));
        fields.select("is_placeholder", "Placeholder", YES_OR_NO, yesOrNo(given("is_placeholder")));
        fields.select("ordering", "Order", ORDERINGS, given("ordering"));
        fields.select("mode", "Form", MODES, given("mode").equals("detailed") ? "detailed" : "");
        input("limit", "Rows", "type=\"number\" min=\"1\" max=\"100\"", Integer.toString(limit));
        if (!given("format").isEmpty()) {
            html.raw("<input type=\"hidden\" name=\"format\" value=\"")
                    .text(given("format"))
                    .raw("\">\n");
        }
        html.raw("<datalist id=\"statuses\">");
        STATUSES.forEach((id, name) -> fields.option(id, id + " " + name, false));
        html.raw("</datalist>\n<p><button>Show</button></p>\n</form>\n");
    }

    private String given(String name) {
        return content.parameter(name);
    }

    private void input(String name, String label, String attributes, String value) {
        fields.label(name, label);
        html.raw("<input id=\"" + name + "\" name=\"" + name + "\" " + attributes + " value=\"")
                .text(value)
                .raw("\"></p>\n");
    }

    /** Anything else is no filter. */
    private static String yesOrNo(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> "true";
            case "false", "0" -> "false";
            default -> "";
        };
    }
}
