package io.github.spacecrafttracker.streams.api.html;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The parameters of a list as a form, filled with those of the request (LL2 contract, section 1). */
final class FilterForm {
    private static final Map<String, String> YES_OR_NO = options("", "any", "true", "yes", "false", "no");
    private static final Map<String, String> MODES = options("", "normal", "detailed", "detailed");
    // Those that LL2 has; others may come.
    private static final Map<String, String> STATUSES =
            options("1", "Active", "2", "Retired", "3", "Destroyed", "4", "Single Use", "5", "Under construction");
    private static final Map<String, String> ORDERINGS = options(
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

    FilterForm(PageContent content, Html html) {
        this.content = content;
        this.html = html;
    }

    void write(int limit) {
        html.raw("<form method=\"get\" role=\"search\">\n");
        input("search", "Search", "type=\"search\" placeholder=\"words of a name\"", given("search"));
        select("in_space", "In space", YES_OR_NO, yesOrNo(given("in_space")));
        input("name", "Name", "placeholder=\"exactly\"", given("name"));
        input("status", "Status", "inputmode=\"numeric\" list=\"statuses\" placeholder=\"number\"", given("status"));
        input(
                "spacecraft_config",
                "Configuration",
                "inputmode=\"numeric\" placeholder=\"number\"",
                given("spacecraft_config"));
        select("is_placeholder", "Placeholder", YES_OR_NO, yesOrNo(given("is_placeholder")));
        select("ordering", "Order", ORDERINGS, given("ordering"));
        select("mode", "Form", MODES, given("mode").equals("detailed") ? "detailed" : "");
        input("limit", "Rows", "type=\"number\" min=\"1\" max=\"100\"", Integer.toString(limit));
        if (!given("format").isEmpty()) {
            html.raw("<input type=\"hidden\" name=\"format\" value=\"")
                    .text(given("format"))
                    .raw("\">\n");
        }
        html.raw("<datalist id=\"statuses\">");
        STATUSES.forEach((id, name) -> option(id, id + " " + name, false));
        html.raw("</datalist>\n<p><button>Show</button></p>\n</form>\n");
    }

    private String given(String name) {
        return content.parameter(name);
    }

    private void input(String name, String label, String attributes, String value) {
        label(name, label);
        html.raw("<input id=\"" + name + "\" name=\"" + name + "\" " + attributes + " value=\"")
                .text(value)
                .raw("\"></p>\n");
    }

    /** A value that is none of the options is one more. */
    private void select(String name, String label, Map<String, String> options, String value) {
        label(name, label);
        html.raw("<select id=\"" + name + "\" name=\"" + name + "\">");
        options.forEach((option, text) -> option(option, text, option.equals(value)));
        if (!options.containsKey(value)) {
            option(value, value, true);
        }
        html.raw("</select></p>\n");
    }

    private void label(String name, String label) {
        html.raw("<p><label for=\"" + name + "\">" + label + "</label>");
    }

    private void option(String value, String text, boolean selected) {
        html.raw("<option value=\"")
                .text(value)
                .raw(selected ? "\" selected>" : "\">")
                .text(text)
                .raw("</option>");
    }

    /** Anything else is no filter. */
    private static String yesOrNo(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> "true";
            case "false", "0" -> "false";
            default -> "";
        };
    }

    private static Map<String, String> options(String... valuesAndTexts) {
        var options = new LinkedHashMap<String, String>();
        for (int i = 0; i < valuesAndTexts.length; i += 2) {
            options.put(valuesAndTexts[i], valuesAndTexts[i + 1]);
        }
        return options;
    }
}
