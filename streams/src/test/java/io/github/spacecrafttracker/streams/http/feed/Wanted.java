package io.github.spacecrafttracker.streams.http.feed;

import io.github.spacecrafttracker.streams.diff.CommittedChanges;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a client asks the feed for.
 *
 * @param query of the URL; empty: everything
 * @param admitted which changes that is
 */
public record Wanted(String query, Predicate<CommittedChanges.Change> admitted) {
    static final Wanted ALL = new Wanted("", change -> true);

    /** Everything, and some of each sort of filter. */
    static final List<Wanted> SOME = List.of(
            ALL,
            new Wanted("kind=in_space,status", change -> Set.of("in_space", "status")
                    .contains(change.kind())),
            new Wanted("type=counts.changed.v1", change -> change.type().equals("counts.changed.v1")),
            new Wanted("spacecraft=1,2,3", change -> Set.of("1", "2", "3").contains(change.spacecraft())),
            new Wanted(
                    "kind=status&spacecraft=7",
                    change -> change.kind().equals("status")
                            && change.spacecraft().equals("7")));
}
