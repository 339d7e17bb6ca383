package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.change.Kind;
import java.util.Set;

/**
 * A filter of changes. It accepts a change if every set accepts it. An empty set accepts every
 * change.
 *
 * @param types the accepted values of {@code ce_type}
 * @param spacecraft the accepted ids
 */
public record ChangeFilter(Set<Kind> kinds, Set<String> types, Set<String> spacecraft) {
    public static final ChangeFilter ALL = new ChangeFilter(Set.of(), Set.of(), Set.of());

    public ChangeFilter {
        kinds = Set.copyOf(kinds);
        types = Set.copyOf(types);
        spacecraft = Set.copyOf(spacecraft);
    }

    public static ChangeFilter ofSpacecraft(long id) {
        return new ChangeFilter(Set.of(), Set.of(), Set.of(Long.toString(id)));
    }

    public boolean accepts(ChangeRecord change) {
        return accepts(kinds, change.kind())
                && accepts(types, change.type())
                && accepts(spacecraft, change.spacecraft());
    }

    private static <T> boolean accepts(Set<T> accepted, T actual) {
        return accepted.isEmpty() || accepted.contains(actual);
    }
}
