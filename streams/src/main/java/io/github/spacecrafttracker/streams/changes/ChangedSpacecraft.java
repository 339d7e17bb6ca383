package io.github.spacecrafttracker.streams.changes;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Of which spacecraft there are changes, those removed since included: it is told of all, so that nobody need look through the whole log for one. */
public final class ChangedSpacecraft implements Consumer<List<ChangeRecord>> {
    private final Set<String> ids = ConcurrentHashMap.newKeySet();

    @Override
    public void accept(List<ChangeRecord> changes) {
        changes.forEach(change -> ids.add(change.spacecraft()));
    }

    public boolean contains(long id) {
        return ids.contains(Long.toString(id));
    }
}
