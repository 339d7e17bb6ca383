package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poller.memory.Held;
import io.github.spacecrafttracker.poller.memory.Knowledge;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * That a sweep is complete, but for the offsets that its snapshots come to lie at.
 *
 * @param asOf every row held was true then or later
 */
record Conclusion(
        String source, Pass pass, long observation, Instant endedAt, Instant asOf, boolean baseline, int rows) {

    /** Empty while the pass is being read, and where it misses something that is held: it has no conclusion until that was looked up. */
    static Optional<Conclusion> of(
            String source, Knowledge before, Pass pass, long observation, Instant endedAt, Map<Long, Held> held) {
        if (pass.missing() == null || !pass.missing().isEmpty()) {
            return Optional.empty();
        }
        var rows = (int) held.values().stream().filter(it -> !it.removed()).count();
        return Optional.of(
                new Conclusion(source, pass, observation, endedAt, asOf(pass, held), before.baseline(), rows));
    }

    Sweep at(List<Long> snapshotOffsets) {
        return new Sweep(
                source,
                observation,
                Objects.requireNonNull(pass.firstObservation()),
                Objects.requireNonNull(pass.startedAt()),
                endedAt,
                asOf,
                baseline,
                pass.mode(),
                pass.pages(),
                rows,
                pass.unreadableIds(),
                snapshotOffsets);
    }

    /** A row that could not be read is served as it was last read. */
    private static Instant asOf(Pass pass, Map<Long, Held> held) {
        var asOf = Objects.requireNonNull(pass.startedAt());
        for (var id : pass.unreadableIds()) {
            var row = held.get(id);
            if (row != null && !row.removed() && row.observedAt().isBefore(asOf)) {
                asOf = row.observedAt();
            }
        }
        return asOf;
    }
}
