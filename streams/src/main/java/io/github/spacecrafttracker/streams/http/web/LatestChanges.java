package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.change.ChangeData;
import io.github.spacecrafttracker.change.ChangeDescription;
import io.github.spacecrafttracker.change.ChangeDescription.Difference;
import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.streams.changelog.ChangeFilter;
import io.github.spacecrafttracker.streams.changelog.ChangeLog;
import io.github.spacecrafttracker.streams.changelog.ChangeRecord;
import io.github.spacecrafttracker.streams.changelog.CursorException;
import io.github.spacecrafttracker.streams.changelog.LogPosition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The latest changes of all spacecraft or of one spacecraft. */
final class LatestChanges {
    private static final int MAX_EXAMINED = 2_000;

    private static final Comparator<ChangeRecord> NEWEST_FIRST =
            Comparator.comparing(ChangeRecord::observation).reversed();

    private final ChangeLog log;

    LatestChanges(ChangeLog log) {
        this.log = log;
    }

    /**
     * One change.
     *
     * @param type empty if this version does not know the type
     */
    record Item(ChangeRecord change, Optional<ChangeType> type, ChangeData data) {
        static Optional<Item> of(ChangeRecord change) {
            return ChangeData.of(change.event()).map(data -> new Item(change, ChangeType.of(change.type()), data));
        }

        boolean isInitial() {
            return Boolean.TRUE.equals(data.initial());
        }

        /** Returns an id for the HTML element that is the same on every page. */
        String id() {
            return "change-" + change.partition() + "-" + change.offset();
        }

        ChangeTime time() {
            return new ChangeTime(data.previousObservedAt(), data.observedAt());
        }

        String sentence() {
            return ChangeDescription.sentence(type, data);
        }

        /** Returns the fields that the sentence does not mention. */
        List<Difference> details() {
            return ChangeDescription.differences(data).stream()
                    .filter(difference -> type.isEmpty() || !isInSentence(type.get(), difference.field()))
                    .toList();
        }

        private boolean isInSentence(ChangeType type, String field) {
            return switch (type) {
                case ENTERED_SPACE, LEFT_SPACE, STATUS_CHANGED, COUNTS_CHANGED -> true;
                case DETAILS_CHANGED -> !field.equals(ChangeDescription.DESCRIPTION);
                case APPEARED, REMOVED, REAPPEARED ->
                    field.equals("In space") && sentence().endsWith("in space");
            };
        }
    }

    /**
     * A page of changes.
     *
     * @param isNewest whether this is the first page
     * @param older the cursor of the next page; empty on the last page
     */
    record Page(List<Item> items, boolean isNewest, Optional<String> older) {}

    /** Returns the newest changes of all spacecraft, without the baseline. */
    List<Item> newest(int limit) {
        return log.newest(MAX_EXAMINED).stream()
                .flatMap(change -> Item.of(change).stream())
                .filter(item -> !item.isInitial())
                .limit(limit)
                .toList();
    }

    /**
     * Returns a page of the changes of one spacecraft.
     *
     * @param cursor the cursor from the previous page; empty for the first page
     * @throws CursorException if the cursor cannot be served
     */
    Page ofSpacecraft(long id, Optional<String> cursor, int limit) throws CursorException {
        LogPosition before = cursor.isPresent() ? log.position(cursor.get()) : log.end();
        var batch = log.backward(before, ChangeFilter.ofSpacecraft(id), limit);
        return new Page(
                batch.changes().stream()
                        .sorted(NEWEST_FIRST)
                        .flatMap(change -> Item.of(change).stream())
                        .toList(),
                cursor.isEmpty(),
                batch.hasMore() ? Optional.of(log.cursor(batch.end().position())) : Optional.empty());
    }
}
