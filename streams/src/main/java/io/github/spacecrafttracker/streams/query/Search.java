package io.github.spacecrafttracker.streams.query;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A search: every term must be found, each in the name or in the name of the configuration (LL2 contract, section 1).
 *
 * @param terms folded, as what they are looked for in; none: everything is found
 */
public record Search(List<String> terms) {
    // As Django's smart_split: whatever holds matching quotes, blanks in them too, or what is not blank. Possessive,
    // so that long texts cost no stack; dots match all but line feeds.
    private static final String QUOTED = "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'";
    private static final String BARE = "[^\"'" + PythonWhitespace.CLASS + "]*+";
    private static final Pattern WORD = Pattern.compile(
            BARE + "(?:(?:" + QUOTED + ")" + BARE + ")++|[^" + PythonWhitespace.CLASS + "]++", Pattern.UNIX_LINES);

    private static final Pattern OUTER_COMMAS = Pattern.compile("^,++|(?<!,),++\\z");

    /** Of a text as it was asked for, split as Django REST framework does since 3.15. */
    static Search of(String text) {
        var terms = new ArrayList<String>();
        for (var matcher = WORD.matcher(text); matcher.find(); ) {
            var word = OUTER_COMMAS.matcher(matcher.group()).replaceAll("");
            if (isQuoted(word)) {
                terms.add(fold(unquoted(word)));
            } else {
                for (var term : word.split(",", -1)) {
                    if (!term.isEmpty()) {
                        terms.add(fold(PythonWhitespace.strip(term)));
                    }
                }
            }
        }
        return new Search(List.copyOf(terms));
    }

    /** As PostgreSQL's {@code UPPER}, character by character, by which Launch Library 2 compares: ß stays ß. */
    static String fold(String text) {
        return text.codePoints()
                .map(Character::toUpperCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    boolean finds(Fields.Searched searched) {
        for (var term : terms) {
            if (!holds(searched.name(), term) && !holds(searched.configName(), term)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(@Nullable String text, String term) {
        return text != null && text.contains(term);
    }

    // A single quote is its own begin and end.
    private static boolean isQuoted(String word) {
        return (word.startsWith("\"") || word.startsWith("'")) && word.charAt(0) == word.charAt(word.length() - 1);
    }

    private static String unquoted(String word) {
        var quote = word.substring(0, 1);
        return word.length() == 1
                ? ""
                : word.substring(1, word.length() - 1)
                        .replace("\\" + quote, quote)
                        .replace("\\\\", "\\");
    }
}
