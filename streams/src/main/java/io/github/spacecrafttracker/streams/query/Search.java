package io.github.spacecrafttracker.streams.query;

import io.github.spacecrafttracker.streams.query.Fields.SearchTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A search: every term must be part of the name or of the name of the configuration (docs/ll2-contract.md#search).
 *
 * @param terms folded, as the texts that are searched; none: everything matches
 */
public record Search(List<String> terms) {
    static final Search ALL = new Search(List.of());

    /** LL2 has no limit. */
    static final int MOST_TERMS = 32;

    // Matching quotes with the whitespace between them belong to a word. Possessive: long texts use no stack.
    private static final String BARE = "[^\"'\\s]*+";
    private static final Pattern WORD =
            Pattern.compile(BARE + "(?:(?:\"[^\"]*+\"|'[^']*+')" + BARE + ")++|\\S++", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern OUTER_COMMAS = Pattern.compile("^,++|(?<!,),++\\z");
    private static final Pattern QUOTED = Pattern.compile("\"(.*)\"|'(.*)'", Pattern.DOTALL);

    /** @throws InvalidQueryException if there are too many terms */
    static Search of(String text) throws InvalidQueryException {
        var terms = new ArrayList<String>();
        for (var matcher = WORD.matcher(text); matcher.find(); ) {
            var word = OUTER_COMMAS.matcher(matcher.group()).replaceAll("");
            if (QUOTED.matcher(word).matches()) {
                terms.add(fold(word.substring(1, word.length() - 1)));
            } else {
                for (var term : word.split(",", -1)) {
                    if (!term.isEmpty()) {
                        terms.add(fold(term.strip()));
                    }
                }
            }
        }
        if (terms.size() > MOST_TERMS) {
            throw InvalidQueryException.of("At most " + MOST_TERMS + " search terms are allowed.");
        }
        return new Search(List.copyOf(terms));
    }

    /** As PostgreSQL's {@code UPPER}, with which LL2 compares: character by character, so that ß stays ß. */
    static String fold(String text) {
        return text.codePoints()
                .map(Character::toUpperCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    boolean matches(SearchTexts texts) {
        for (var term : terms) {
            if (!contains(texts.name(), term) && !contains(texts.configName(), term)) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(@Nullable String text, String term) {
        return text != null && text.contains(term);
    }
}
