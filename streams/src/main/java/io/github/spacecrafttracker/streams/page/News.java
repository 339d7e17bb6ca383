package io.github.spacecrafttracker.streams.page;

import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.streams.changes.ChangeData;
import io.github.spacecrafttracker.streams.changes.ChangeFilter;
import io.github.spacecrafttracker.streams.changes.ChangeLog;
import io.github.spacecrafttracker.streams.changes.ChangeRecord;
import io.github.spacecrafttracker.streams.changes.CursorException;
import io.github.spacecrafttracker.streams.changes.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What changed, the newest first. */
final class News {
    private static final int AT_A_TIME = 200;
    private static final int MOST_LOOKED_AT = 2_000;

    private static final Comparator<Item> NEWEST_FIRST =
            Comparator.comparing((Item item) -> item.data().observation()).reversed();

    private final ChangeLog log;

    News(ChangeLog log) {
        this.log = log;
    }

    /** A change of a type that this version knows, or none. */
    record Item(ChangeRecord change, Optional<ChangeType> type, ChangeData data) {
        static Optional<Item> of(ChangeRecord change) {
            return ChangeData.of(change).map(data -> new Item(change, ChangeType.of(change.type()), data));
        }

        boolean isInitial() {
            return Boolean.TRUE.equals(data.initial());
        }

        /** Fit for an element's id, and the same at every reading. */
        String id() {
            return "change-" + change.partition() + "-" + change.offset();
        }
    }

    /** @param older where the next page begins; empty on the last */
    record Page(List<Item> items, Optional<String> older) {}

    /**
     * The newest of all. What was there when tracking began is no news.
     *
     * @throws CursorException they are kept no more
     */
    List<Item> newest(int most) throws CursorException {
        var items = new ArrayList<Item>();
        var before = log.end();
        int lookedAt = 0;
        boolean more = true;
        // Some more, for those of other partitions may have been read a little earlier and be newer.
        while (more && items.size() < 2 * most && lookedAt < MOST_LOOKED_AT) {
            var batch = log.backward(before, ChangeFilter.ALL, AT_A_TIME);
            batch.steps().stream()
                    .flatMap(step -> Item.of(step.change()).stream())
                    .filter(item -> !item.isInitial())
                    .forEach(items::add);
            before = batch.end().position();
            lookedAt += AT_A_TIME;
            more = batch.more();
        }
        return items.stream().sorted(NEWEST_FIRST).limit(most).toList();
    }

    /**
     * All of one spacecraft, page by page.
     *
     * @param cursor of an earlier page; empty: the newest
     * @throws CursorException it is none that can be served
     */
    Page ofOne(long spacecraft, Optional<String> cursor, int most) throws CursorException {
        Position before = cursor.isPresent() ? log.position(cursor.get()) : log.end();
        var batch = log.backward(before, ChangeFilter.ofSpacecraft(spacecraft), most);
        return new Page(
                batch.steps().stream()
                        .flatMap(step -> Item.of(step.change()).stream())
                        .sorted(NEWEST_FIRST)
                        .toList(),
                batch.more() ? Optional.of(log.cursor(batch.end().position())) : Optional.empty());
    }
}
