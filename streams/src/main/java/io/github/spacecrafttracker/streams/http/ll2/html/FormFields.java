package io.github.spacecrafttracker.streams.http.ll2.html;

import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the fields of a form. */
public record FormFields(Html html) {

    /** What can be chosen: a text for each value, in the order in which they are given. */
    public static Map<String, String> options(String... valuesAndTexts) {
        var options = new LinkedHashMap<String, String>();
        for (int i = 0; i < valuesAndTexts.length; i += 2) {
            options.put(valuesAndTexts[i], valuesAndTexts[i + 1]);
        }
        return options;
    }

    /** A value that is none of the options is one more. */
    public void select(String name, String label, Map<String, String> options, String value) {
        label(name, label);
        html.raw("<select id=\"" + name + "\" name=\"" + name + "\">");
        options.forEach((option, text) -> option(option, text, option.equals(value)));
        if (!options.containsKey(value)) {
            option(value, value, true);
        }
        html.raw("</select></p>\n");
    }

    void label(String name, String label) {
        html.raw("<p><label for=\"" + name + "\">" + label + "</label>");
    }

    void option(String value, String text, boolean selected) {
        html.raw("<option value=\"")
                .text(value)
                .raw(selected ? "\" selected>" : "\">")
                .text(text)
                .raw("</option>");
    }
}
