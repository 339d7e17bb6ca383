package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.change.ChangeData;
import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.streams.changelog.ChangeFilter;
import io.github.spacecrafttracker.streams.changelog.ChangeLog;
import io.github.spacecrafttracker.streams.changelog.ChangeRecord;
import io.github.spacecrafttracker.streams.changelog.CursorException;
import io.github.spacecrafttracker.streams.changelog.LogPosition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The latest changes, of all spacecraft or of one. */
final class LatestChanges {
    private static final int MOST_EXAMINED = 2_000;

    private static final Comparator<Item> NEWEST_FIRST =
            Comparator.comparing((Item item) -> item.change().observation()).reversed();

    private final ChangeLog log;

    LatestChanges(ChangeLog log) {
        this.log = log;
    }

    /** One change; the type is empty if this version does not know it. */
    record Item(ChangeRecord change, Optional<ChangeType> type, ChangeData data) {
        static Optional<Item> of(ChangeRecord change) {
            return ChangeData.of(change.event()).map(data -> new Item(change, ChangeType.of(change.type()), data));
        }

        boolean isInitial() {
            return Boolean.TRUE.equals(data.initial());
        }

        /** Usable as an element's id, and the same at every reading. */
        String id() {
            return "change-" + change.partition() + "-" + change.offset();
        }
    }

    /**
     * A page of changes.
     *
     * @param isNewest whether it is the first of all pages
     * @param older the cursor of the next page; empty on the last
     */
    record Page(List<Item> items, boolean isNewest, Optional<String> older) {}

    /** The newest changes of all spacecraft. What was there when tracking began is not a change. */
    List<Item> newest(int most) {
        // The order in memory is not that of the observations, so all that are examined are sorted.
        return log.backward(log.end(), ChangeFilter.ALL, MOST_EXAMINED).changes().stream()
                .flatMap(change -> Item.of(change).stream())
                .filter(item -> !item.isInitial())
                .sorted(NEWEST_FIRST)
                .limit(most)
                .toList();
    }

    /**
     * The changes of one spacecraft, page by page.
     *
     * @param cursor from an earlier page; empty: the newest changes
     * @throws CursorException if the cursor cannot be served
     */
    Page ofOne(long spacecraft, Optional<String> cursor, int most) throws CursorException {
        LogPosition before = cursor.isPresent() ? log.position(cursor.get()) : log.end();
        var batch = log.backward(before, ChangeFilter.ofSpacecraft(spacecraft), most);
        return new Page(
                batch.entries().stream()
                        .flatMap(step -> Item.of(step.change()).stream())
                        .sorted(NEWEST_FIRST)
                        .toList(),
                cursor.isEmpty(),
                batch.hasMore() ? Optional.of(log.cursor(batch.end().position())) : Optional.empty());
    }
}
