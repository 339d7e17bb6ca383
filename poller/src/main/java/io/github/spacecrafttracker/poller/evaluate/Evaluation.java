package io.github.spacecrafttracker.poller.evaluate;

import io.github.spacecrafttracker.deadletter.DeadLetter;
import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poller.ll2.UpstreamRow;
import io.github.spacecrafttracker.poller.state.PollerState;
import io.github.spacecrafttracker.snapshot.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The result of one poll. It is published completely or not at all.
 *
 * @param notice a clause for the operator; null if everything is as expected
 * @param snapshots in the order of the reply
 * @param deadLetters the rows that are not valid spacecraft
 * @param report the poll's report, with the snapshot offsets before this poll
 * @param sweep the report of the sweep that is complete with this poll; null if none is
 * @param state the state after this poll, with the snapshot offsets before it
 * @param timestamp the timestamp of all records
 */
public record Evaluation(
        Outcome outcome,
        @Nullable String notice,
        List<Snapshot> snapshots,
        List<UnreadableRow> deadLetters,
        PollReport report,
        @Nullable Sweep sweep,
        PollerState state,
        Instant timestamp) {

    /** A row that is not a valid spacecraft, and the headers of its dead letter. */
    public record UnreadableRow(UpstreamRow.Unreadable row, DeadLetter headers) {}

    /**
     * Returns the poll's report, and then that of the complete sweep if there is one.
     *
     * @param offsets the offset of the last snapshot in each partition after this poll
     */
    public List<PollReport> reports(List<Long> offsets) {
        return Stream.concat(Stream.of(report), Stream.ofNullable(sweep))
                .map(written -> written.withSnapshotOffsets(offsets))
                .toList();
    }

    /** Returns the state once everything is committed. */
    public PollerState next(List<Long> offsets) {
        var next = state.written(timestamp, offsets);
        return sweep == null ? next : next.with(next.passes().completed(sweep.withSnapshotOffsets(offsets)));
    }
}
