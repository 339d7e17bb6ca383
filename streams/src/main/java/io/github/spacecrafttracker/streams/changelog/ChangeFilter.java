package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.change.Kind;
import java.util.Set;

/**
 * The changes that a reader wants: those that every set admits.
 *
 * @param kinds empty: all
 * @param types by {@code ce_type}; empty: all
 * @param spacecraft by id; empty: all
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

    public boolean admits(ChangeRecord change) {
        return admits(kinds, change.kind()) && admits(types, change.type()) && admits(spacecraft, change.spacecraft());
    }

    private static <T> boolean admits(Set<T> wanted, T found) {
        return wanted.isEmpty() || wanted.contains(found);
    }
}
