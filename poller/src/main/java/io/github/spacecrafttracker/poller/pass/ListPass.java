package io.github.spacecrafttracker.poller.pass;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poller.upstream.ListPage;
import io.github.spacecrafttracker.poller.upstream.PageRequest;
import io.github.spacecrafttracker.poller.upstream.Reply;
import io.github.spacecrafttracker.poller.upstream.Row;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a list, page after page, by ascending id. Pages overlap by a row: a page joins when its first id is not above the last id read. If it does
 * not, rows before it were removed meanwhile and it may hide some, so the pass steps back a page. Thus rows that are added, removed or moved while it goes on
 * hide none that stayed.
 */
public final class ListPass {
    private ListPass() {}

    /**
     * Nothing read yet.
     *
     * @param before the one before it; null where there was none
     */
    public static Pass begin(String mode, @Nullable Pass before) {
        return new Pass(mode, null, null, null, 0, null, 0, List.of(), null, before == null ? null : before.heldBack());
    }

    /** Whether pages of it are still to be read. */
    public static boolean isUnderWay(@Nullable Pass pass) {
        return pass != null && pass.missing() == null;
    }

    /** Whether it missed too much at once to be believed. */
    public static boolean isHeldBack(Pass pass) {
        return pass.heldBack() != null && !MassLoss.isBelieved(pass.heldBack());
    }

    /** How many requests it takes to read so many rows, at least one. */
    public static int pages(int rows) {
        var step = PageRequest.LIMIT - 1;
        return Math.max(1, (rows - 1 + step - 1) / step);
    }

    /**
     * The pass after an accepted page: still being read, or at its end with what it misses.
     *
     * @param page the one that was asked for at {@code pass.nextOffset()}
     * @param reply that brought it
     * @param missing what it should have shown and did not, asked once at its end with the observation of its first page, in ascending order
     */
    public static Pass after(Pass pass, ListPage page, long observation, Reply reply, LongFunction<Missing> missing) {
        var joins = joins(pass, page);
        var lastIndex = page.lastKnownIndex();
        Long lastOfPage = lastIndex < 0 ? null : page.rows().get(lastIndex).id();
        long firstObservation = pass.firstObservation() == null ? observation : pass.firstObservation();
        var unreadable = unreadableAfter(pass, page);
        var ended = joins && page.last() ? missing.apply(firstObservation).without(unreadable) : null;
        return new Pass(
                pass.mode(),
                earlier(pass.startedAt(), reply.trueSince()),
                reply.requestedAt(),
                firstObservation,
                joins ? pass.nextOffset() + Math.max(0, lastIndex) : stepBack(pass.nextOffset()),
                joins ? higher(pass.lastId(), lastOfPage) : pass.lastId(),
                pass.pages() + 1,
                unreadable,
                ended == null ? null : ended.ids(),
                ended == null ? pass.heldBack() : MassLoss.heldBack(pass.heldBack(), ended));
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

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one != null && one.isBefore(other) ? one : other;
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
