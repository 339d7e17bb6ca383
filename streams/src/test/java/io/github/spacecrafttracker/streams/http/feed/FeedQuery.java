package io.github.spacecrafttracker.streams.http.feed;

import io.github.spacecrafttracker.streams.diff.CommittedChanges;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A query to the feed, and the changes that it must return.
 *
 * @param query the filters in the URL; empty for all changes
 * @param admits returns whether a change matches the filters
 */
public record FeedQuery(String query, Predicate<CommittedChanges.Change> admits) {
    static final FeedQuery ALL = new FeedQuery("", change -> true);

    /** One query without filters, and one for each type of filter. */
    static final List<FeedQuery> SAMPLES = List.of(
            ALL,
            new FeedQuery("kind=in_space,status", change -> Set.of("in_space", "status")
                    .contains(change.kind())),
            new FeedQuery("type=counts.changed.v1", change -> change.type().equals("counts.changed.v1")),
            new FeedQuery("spacecraft=1,2,3", change -> Set.of("1", "2", "3").contains(change.spacecraft())),
            new FeedQuery(
                    "kind=status&spacecraft=7",
                    change -> change.kind().equals("status")
                            && change.spacecraft().equals("7")));
}
