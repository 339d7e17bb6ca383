package io.github.spacecrafttracker.streams.diff;

import io.github.spacecrafttracker.change.Change;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import io.github.spacecrafttracker.streams.diff.Diff.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot means, given what is known of its spacecraft.
 *
 * @param hold what is to be held from now on; null where that stays as it is
 * @param changes the events that it causes, in order
 */
record Judgement(Verdict verdict, @Nullable Held hold, List<Change> changes) {

    /** What is known of a spacecraft before a snapshot of it is judged. */
    record Known(Held held, Seen seen) {}

    /**
     * Judges a snapshot. Its value is read only where it differs from what is held.
     *
     * @param known null where nothing is known yet
     * @throws UnreadableException where the value is no spacecraft, or not the one that the key names
     */
    static Judgement of(Snapshot snapshot, @Nullable Known known) throws UnreadableException {
        var value = snapshot.value();
        if (known == null) {
            return value == null ? silent(Verdict.REBUILT, Held.removedUnseen()) : firstSight(snapshot, value);
        }
        if (snapshot.headers().observation() <= known.seen().observation()) {
            return new Judgement(Verdict.STALE, null, List.of());
        }
        var span = new Span(
                snapshot.observedAt(), known.seen().at(), snapshot.headers().observation());
        return value == null ? removal(known.held(), span) : sight(snapshot, value, known.held(), span);
    }

    private static Judgement firstSight(Snapshot snapshot, byte[] value) throws UnreadableException {
        var reading = snapshot.reading();
        var headers = snapshot.headers();
        if (headers.firstSeen() != headers.observation()) {
            return silent(Verdict.REBUILT, Held.present(value));
        }
        var appeared = Diff.appeared(reading, headers.initial(), snapshot.observedAt(), headers.observation());
        return new Judgement(Verdict.APPEARED, Held.present(value), List.of(appeared));
    }

    private static Judgement removal(Held held, Span span) {
        return held.isRemoved()
                ? new Judgement(Verdict.UNCHANGED, null, List.of())
                : new Judgement(Verdict.REMOVED, held.removed(), List.of(Diff.removed(held.reading(), span)));
    }

    private static Judgement sight(Snapshot snapshot, byte[] value, Held held, Span span) throws UnreadableException {
        if (held.shows(value)) {
            return new Judgement(Verdict.UNCHANGED, null, List.of());
        }
        var reading = snapshot.reading();
        if (held.isRemoved()) {
            return new Judgement(Verdict.REAPPEARED, Held.present(value), List.of(Diff.reappeared(reading, span)));
        }
        var changes = Diff.between(held.reading().state(), reading, span);
        return new Judgement(changes.isEmpty() ? Verdict.UPDATED : Verdict.CHANGED, Held.present(value), changes);
    }

    private static Judgement silent(Verdict verdict, Held hold) {
        return new Judgement(verdict, hold, List.of());
    }
}
