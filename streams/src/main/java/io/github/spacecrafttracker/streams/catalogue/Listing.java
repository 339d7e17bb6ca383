package io.github.spacecrafttracker.streams.catalogue;

import static java.util.Objects.requireNonNull;

import io.github.spacecrafttracker.streams.query.Choices;
import io.github.spacecrafttracker.streams.query.Fields;
import io.github.spacecrafttracker.streams.query.Filter;
import io.github.spacecrafttracker.streams.query.Ordering;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every spacecraft at one moment. Immutable, so selections are cached: the pages of one query share a list that is
 * filtered and sorted once.
 */
public final class Listing implements Choices {
    private static final int ORDERS_KEPT = 16;
    private static final int SELECTIONS_KEPT = 32;

    // Those that LL2 is known to have (docs/ll2-contract.md#status-values), even if no spacecraft has them.
    private static final Set<Long> KNOWN_STATUSES = Set.of(1L, 2L, 3L, 4L, 5L);

    private final List<Row> rows;
    private final Set<Long> statuses = new HashSet<>(KNOWN_STATUSES);
    private final Set<Long> configs = new HashSet<>();
    private final LruCache<Ordering, List<Row>> orders = new LruCache<>(ORDERS_KEPT, this::sorted);
    private final LruCache<Selection, List<Row>> selections = new LruCache<>(SELECTIONS_KEPT, this::selected);

    Listing(Collection<Row> rows) {
        this.rows = List.copyOf(rows);
        for (var row : rows) {
            statuses.add(row.fields().status());
            if (row.fields().config() != null) {
                configs.add(requireNonNull(row.fields().config()));
            }
        }
    }

    private record Selection(Filter filter, Ordering ordering) {}

    /** The number of spacecraft. */
    public int size() {
        return rows.size();
    }

    /** The number of spacecraft of each kind. */
    <K> Map<K, Long> countedBy(Function<Row, K> kind) {
        return rows.stream().collect(Collectors.groupingBy(kind, Collectors.counting()));
    }

    /** All spacecraft that match, in order. */
    public List<Row> select(Filter filter, Ordering ordering) {
        return selections.of(new Selection(filter, ordering));
    }

    @Override
    public boolean hasStatus(long id) {
        return statuses.contains(id);
    }

    @Override
    public boolean hasConfig(long id) {
        return configs.contains(id);
    }

    private List<Row> selected(Selection selection) {
        return orders.of(selection.ordering()).stream()
                .filter(row -> selection.filter().matches(row.fields()))
                .toList();
    }

    private List<Row> sorted(Ordering ordering) {
        Comparator<Fields> order = ordering.comparator();
        return rows.stream()
                .sorted((one, other) -> order.compare(one.fields(), other.fields()))
                .toList();
    }
}
