package io.github.spacecrafttracker.poller.evaluate;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poller.ll2.Reply;
import io.github.spacecrafttracker.poller.ll2.Request;
import io.github.spacecrafttracker.poller.ll2.UpstreamPage;
import io.github.spacecrafttracker.poller.ll2.UpstreamRow;
import io.github.spacecrafttracker.poller.state.Passes;
import io.github.spacecrafttracker.poller.state.PollerState;
import io.github.spacecrafttracker.poller.state.PollerState.KnownSpacecraft;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list once, page after page, by ascending id. Pages overlap by a row: a page is contiguous
 * if its first id is not above the last id read. Otherwise, rows before it were removed in the
 * meantime and the pass may have skipped some, so it steps back by a page. Therefore no row that
 * stays in the list is skipped if others are added, removed or moved during the pass.
 *
 * <p>A pass is complete once its last page has been read and everything that it missed has been
 * looked up.
 */
final class ListPass {
    private ListPass() {}

    /**
     * Returns the pass after an accepted page: under way, or at its end with what it missed.
     *
     * @param page the reply to the request at {@code pass.nextOffset()}
     * @param missing called once at the end of the pass with the observation of its first page
     */
    static Pass after(
            Pass pass, UpstreamPage page, long observation, Reply reply, LongFunction<MissingSpacecraft> missing) {
        var contiguous = isContiguous(pass, page);
        var lastIndex = page.lastIndexWithId();
        Long lastOfPage = lastIndex < 0 ? null : page.rows().get(lastIndex).id();
        long firstObservation = pass.firstObservation() == null ? observation : pass.firstObservation();
        var unreadable = unreadableAfter(pass, page);
        var ended = contiguous && page.last() ? missing.apply(firstObservation).without(unreadable) : null;
        return new Pass(
                pass.mode(),
                earlier(pass.startedAt(), reply.trueSince()),
                reply.requestedAt(),
                firstObservation,
                contiguous ? pass.nextOffset() + Math.max(0, lastIndex) : stepBack(pass.nextOffset()),
                contiguous ? higher(pass.lastId(), lastOfPage) : pass.lastId(),
                pass.pages() + 1,
                unreadable,
                ended == null ? null : ended.ids(),
                ended == null ? pass.heldBack() : ended.massDisappearance(pass.heldBack()));
    }

    /**
     * Returns the report of the sweep if it is complete with this poll; null otherwise.
     *
     * @param after the state after the poll
     * @param endedAt the timestamp of the report
     */
    static @Nullable Sweep completedSweep(String source, PollerState after, Instant now, Instant endedAt) {
        var pass = after.passes().sweep();
        if (pass == null
                || !hasEndedPlausibly(pass)
                || after.passes().sweepIsComplete()
                || after.awaitedBySweep(now).findAny().isPresent()) {
            return null;
        }
        return new Sweep(
                source,
                after.lastObservation(),
                Objects.requireNonNull(pass.firstObservation()),
                Objects.requireNonNull(pass.startedAt()),
                endedAt,
                asOf(pass, after, known -> !known.removed()),
                after.baseline(),
                pass.mode(),
                pass.pages(),
                after.rows(),
                pass.unreadableIds(),
                Objects.requireNonNull(pass.missing()).stream()
                        .filter(after.lookUps()::isUnlisted)
                        .toList(),
                after.snapshotOffsets());
    }

    /**
     * Returns the time as of which the list of spacecraft in space is true. It is unchanged if the
     * last watch is not complete.
     */
    static @Nullable Instant watchAsOf(PollerState after, Instant now) {
        var pass = after.passes().watch();
        return pass != null
                        && hasEndedPlausibly(pass)
                        && after.awaitedByWatch(now).findAny().isEmpty()
                ? asOf(pass, after, KnownSpacecraft::inSpace)
                : after.passes().watchAsOf();
    }

    private static boolean hasEndedPlausibly(Pass pass) {
        return pass.missing() != null && !Passes.missesImplausiblyMany(pass);
    }

    /**
     * The catalogue serves the last snapshot of a row that the pass did not read, and a cache may
     * have answered. So this is the oldest {@code true_since}, if it is before the start of the
     * pass.
     */
    private static Instant asOf(Pass pass, PollerState after, Predicate<KnownSpacecraft> served) {
        return after.spacecraft().values().stream()
                .filter(served)
                .map(known -> known.last().trueSince())
                .reduce(Objects.requireNonNull(pass.startedAt()), ListPass::earlier);
    }

    private static boolean isContiguous(Pass pass, UpstreamPage page) {
        if (pass.nextOffset() == 0) {
            return true;
        }
        var first = page.firstId();
        return first != null && pass.lastId() != null && first <= pass.lastId();
    }

    private static long stepBack(long offset) {
        return Math.max(0, offset - (Request.Page.LIMIT - 1));
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

    /** A row that a later page of the pass contains in a valid form is no longer unreadable. */
    private static List<Long> unreadableAfter(Pass pass, UpstreamPage page) {
        var unreadable = new TreeSet<>(pass.unreadableIds());
        for (var row : page.rows()) {
            if (row instanceof UpstreamRow.Valid) {
                unreadable.remove(row.id());
            } else if (row.id() != null) {
                unreadable.add(Objects.requireNonNull(row.id()));
            }
        }
        return List.copyOf(unreadable);
    }
}
