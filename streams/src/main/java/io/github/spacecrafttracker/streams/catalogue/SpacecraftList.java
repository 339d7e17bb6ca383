package io.github.spacecrafttracker.streams.catalogue;

import static java.util.Objects.requireNonNull;

import io.github.spacecrafttracker.streams.query.Filter;
import io.github.spacecrafttracker.streams.query.Filter.ValidIds;
import io.github.spacecrafttracker.streams.query.Ordering;
import io.github.spacecrafttracker.streams.query.QueryFields;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A consistent list of all spacecraft. It is immutable, so selections can be cached: all pages of
 * one query share a list that is filtered and sorted once.
 */
public final class SpacecraftList {
    private static final int CACHED_ORDERS = 16;
    private static final int CACHED_SELECTIONS = 32;

    // Valid even if no spacecraft has them: docs/ll2-contract.md#status-values.
    private static final Set<Long> KNOWN_STATUSES = Set.of(1L, 2L, 3L, 4L, 5L);

    private final List<Row> rows;
    private final Set<Long> statuses = new HashSet<>(KNOWN_STATUSES);
    private final Set<Long> configs = new HashSet<>();
    private final LruCache<Ordering, List<Row>> orders = new LruCache<>(CACHED_ORDERS, this::sorted);
    private final LruCache<Selection, List<Row>> selections = new LruCache<>(CACHED_SELECTIONS, this::selected);

    SpacecraftList(Collection<Row> rows) {
        this.rows = List.copyOf(rows);
        for (var row : rows) {
            statuses.add(row.fields().status());
            if (row.fields().config() != null) {
                configs.add(requireNonNull(row.fields().config()));
            }
        }
    }

    private record Selection(Filter filter, Ordering ordering) {}

    /** Returns the number of spacecraft. */
    public int size() {
        return rows.size();
    }

    /** Returns the number of spacecraft in each group. */
    <K> Map<K, Long> countBy(Function<Row, K> group) {
        return rows.stream().collect(Collectors.groupingBy(group, Collectors.counting()));
    }

    /** Returns all spacecraft that match, in order. */
    public List<Row> select(Filter filter, Ordering ordering) {
        return selections.get(new Selection(filter, ordering));
    }

    /** Returns the ids that a filter of this list accepts. */
    public ValidIds validIds() {
        return new ValidIds(statuses::contains, configs::contains);
    }

    private List<Row> selected(Selection selection) {
        return orders.get(selection.ordering()).stream()
                .filter(row -> selection.filter().matches(row.fields()))
                .toList();
    }

    private List<Row> sorted(Ordering ordering) {
        Comparator<QueryFields> order = ordering.comparator();
        return rows.stream()
                .sorted((one, other) -> order.compare(one.fields(), other.fields()))
                .toList();
    }
}
