package io.github.spacecrafttracker.poller.publish;

import io.github.spacecrafttracker.deadletter.DeadLetter;
import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poller.memory.Knowledge;
import io.github.spacecrafttracker.poller.upstream.Row;
import io.github.spacecrafttracker.snapshot.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one poll has to say. All of it is published, or nothing.
 *
 * @param outcome what became of the poll
 * @param notice a clause for the operator; null where all is as it should be
 * @param snapshots in the order in which they were shown
 * @param deadLetters the rows that are no spacecraft
 * @param conclude made last, from the offset of the last snapshot in every partition
 * @param at the time of the reports
 */
public record Publication(
        Outcome outcome,
        @Nullable String notice,
        List<Snapshot> snapshots,
        List<Letter> deadLetters,
        Function<List<Long>, Concluded> conclude,
        Instant at) {

    /**
     * A row that is no spacecraft.
     *
     * @param id null where that could not be read either
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    public record Letter(@Nullable Long id, Row.Fault fault, byte[] raw, DeadLetter why, Instant readAt) {}

    /**
     * The end of a publication.
     *
     * @param reports the poll's own, then the conclusion where a sweep ends with it
     * @param after what is known once all of it is committed
     */
    public record Concluded(List<PollReport> reports, Knowledge after) {}
}
