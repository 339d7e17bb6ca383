package io.github.spacecrafttracker.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An example in a document.
 *
 * @param name its headings and its number below them, such as {@code Over HTTP, Python 2}
 * @param language of its code block
 */
record Example(String name, String language, String code) {
    private static final Pattern PART = Pattern.compile(
            "^(?<level>#{2,3}) (?<heading>[^\\n]+)$|^```(?<language>\\w+)\\n(?<code>.*?)^```$",
            Pattern.MULTILINE | Pattern.DOTALL);

    /** Returns all code blocks with a language, by name. */
    static Map<String, Example> in(Path document) throws IOException {
        var examples = new LinkedHashMap<String, Example>();
        var headings = new ArrayList<>(List.of("", ""));
        var parts = PART.matcher(Files.readString(document, UTF_8));
        while (parts.find()) {
            if (parts.group("heading") != null) {
                int level = parts.group("level").length() - 2;
                headings.set(level, parts.group("heading"));
            } else {
                int number = 1;
                while (examples.containsKey(name(headings, number))) {
                    number++;
                }
                var name = name(headings, number);
                examples.put(name, new Example(name, parts.group("language"), parts.group("code")));
            }
        }
        return examples;
    }

    private static String name(List<String> headings, int number) {
        return String.join(", ", headings) + " " + number;
    }
}
