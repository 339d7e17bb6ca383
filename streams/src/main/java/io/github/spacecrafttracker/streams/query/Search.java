package io.github.spacecrafttracker.streams.query;

import io.github.spacecrafttracker.streams.query.QueryFields.SearchTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A search by terms. Each term must be part of the name of the spacecraft or of its configuration.
 * See docs/ll2-contract.md#search.
 *
 * @param terms the terms, folded by {@link #fold}; if empty, every spacecraft matches
 */
public record Search(List<String> terms) {
    static final Search ALL = new Search(List.of());

    /** The maximum number of terms. LL2 has no limit. */
    static final int MAX_TERMS = 32;

    // Matching quotes and the whitespace between them are part of a word. The quantifiers are
    // possessive, so that long texts do not use up the stack.
    private static final String BARE = "[^\"'\\s]*+";
    private static final Pattern WORD =
            Pattern.compile(BARE + "(?:(?:\"[^\"]*+\"|'[^']*+')" + BARE + ")++|\\S++", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern OUTER_COMMAS = Pattern.compile("^,++|(?<!,),++\\z");
    private static final Pattern QUOTED = Pattern.compile("\"(.*)\"|'(.*)'", Pattern.DOTALL);

    /** @throws InvalidQueryException if there are more than {@link #MAX_TERMS} terms */
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
        if (terms.size() > MAX_TERMS) {
            throw InvalidQueryException.of("At most " + MAX_TERMS + " search terms are allowed.");
        }
        return new Search(List.copyOf(terms));
    }

    /**
     * Folds a text like PostgreSQL's {@code UPPER}, which LL2 uses: character by character, so that
     * ß remains ß.
     */
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
