package io.github.spacecrafttracker.poller.pass;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poller.memory.Held;
import io.github.spacecrafttracker.poller.upstream.ListPage;
import io.github.spacecrafttracker.poller.upstream.PageRequest;
import io.github.spacecrafttracker.poller.upstream.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One reading of the whole list, page after page, by ascending id. Pages overlap by a row: a page joins when its first id is not above the last id read.
 * If it does not, rows before it were removed meanwhile and it may hide some, so the pass steps back a page. Thus rows that are added, removed or moved
 * while it goes on hide none that stayed.
 */
public final class SweepPass {
    private SweepPass() {}

    /** Nothing read yet. */
    public static Pass begin(String mode) {
        return new Pass(mode, null, null, 0, null, 0, List.of(), null);
    }

    /** Whether the page without {@code next} was read and joined. */
    public static boolean ended(Pass pass) {
        return pass.missing() != null;
    }

    /**
     * The pass after an accepted page: still being read, or at its end with what it misses.
     *
     * @param page the one that was asked for at {@code pass.nextOffset()}
     * @param held every spacecraft, with this page's rows
     */
    public static Pass after(Pass pass, ListPage page, long observation, Instant requestedAt, Map<Long, Held> held) {
        var joins = joins(pass, page);
        var lastIndex = page.lastKnownIndex();
        Long lastOfPage = lastIndex < 0 ? null : page.rows().get(lastIndex).id();
        long firstObservation = pass.firstObservation() == null ? observation : pass.firstObservation();
        var unreadable = unreadableAfter(pass, page);
        return new Pass(
                pass.mode(),
                pass.startedAt() == null ? requestedAt : pass.startedAt(),
                firstObservation,
                joins ? pass.nextOffset() + Math.max(0, lastIndex) : stepBack(pass.nextOffset()),
                joins ? higher(pass.lastId(), lastOfPage) : pass.lastId(),
                pass.pages() + 1,
                unreadable,
                joins && page.last() ? missing(held, firstObservation, unreadable) : null);
    }

    private static List<Long> missing(Map<Long, Held> held, long firstObservation, List<Long> unreadable) {
        return held.entrySet().stream()
                .filter(it -> it.getValue().missingSince(firstObservation))
                .map(Map.Entry::getKey)
                .filter(id -> !unreadable.contains(id))
                .sorted()
                .toList();
    }

    private static boolean joins(Pass pass, ListPage page) {
        if (pass.nextOffset() == 0) {
            return true;
        }
        var first = page.firstId();
        return first != null && pass.lastId() != null && first <= pass.lastId();
    }

    private static long stepBack(long offset) {
        return Math.max(0, offset - (PageRequest.LIMIT - 1));
    }

    private static @Nullable Long higher(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.max(one, other);
    }

    /** A row that a later page of the pass showed readably is readable. */
    private static List<Long> unreadableAfter(Pass pass, ListPage page) {
        var unreadable = new TreeSet<>(pass.unreadableIds());
        for (var row : page.rows()) {
            if (row instanceof Row.Sound) {
                unreadable.remove(row.id());
            } else if (row.id() != null) {
                unreadable.add(Objects.requireNonNull(row.id()));
            }
        }
        return List.copyOf(unreadable);
    }
}
