package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.change.ChangeData;
import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.streams.history.History;
import io.github.spacecrafttracker.streams.history.HistoryChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The history of the changes that were read. One thread updates it; any thread may read it. */
final class LiveHistory {
    private volatile History current = History.empty();

    History current() {
        return current;
    }

    /** @param dropped the changes that are no longer held */
    void update(List<ChangeRecord> added, List<ChangeRecord> dropped) {
        current = withoutFirst(current.with(parse(added)), parse(dropped));
    }

    private static History withoutFirst(History history, List<HistoryChange> dropped) {
        if (dropped.isEmpty()) {
            return history;
        }
        var observations = dropped.stream()
                .collect(Collectors.toMap(HistoryChange::spacecraft, HistoryChange::observation, Math::max));
        var newest = dropped.stream().mapToLong(HistoryChange::notAfter).max().orElseThrow();
        return history.withoutFirst(observations, Instant.ofEpochMilli(newest));
    }

    private static List<HistoryChange> parse(List<ChangeRecord> changes) {
        return changes.stream()
                .map(LiveHistory::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns empty if this version cannot read the change, or if the history does not need it. */
    private static Optional<HistoryChange> parse(ChangeRecord change) {
        return ChangeType.of(change.type())
                .flatMap(type -> ChangeData.of(change.event()).flatMap(data -> HistoryChange.of(type, data)));
    }
}
