package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.streams.history.Presence;
import io.github.spacecrafttracker.streams.history.Presence.Stay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stays of one spacecraft in space as bars on a time axis.
 *
 * @param stays the stays that reach into the axis, the oldest first
 * @param bars their bars
 */
record StayBars(List<Stay> stays, List<Bar> bars) {
    private static final double MIN_WIDTH = 0.15;

    /**
     * A part of a stay.
     *
     * @param isCertain false between the bounds of the start or the end, and after the last
     *     confirmation
     */
    record Bar(String x, String width, boolean isCertain) {}

    /** @param presence empty if no change of the spacecraft is known; there are no bars then */
    static StayBars of(Optional<Presence> presence, TimeAxis axis) {
        return presence.map(known -> of(known, axis)).orElseGet(() -> new StayBars(List.of(), List.of()));
    }

    static StayBars of(Presence presence, TimeAxis axis) {
        var stays = presence.stays().stream()
                .filter(stay ->
                        stay.end() == null || stay.end().bounds().notAfter().isAfter(axis.from()))
                .toList();
        var bars = new ArrayList<Bar>();
        for (var stay : stays) {
            var entered = stay.entered();
            var end = stay.end();
            add(bars, axis, entered.notBefore(), entered.notAfter(), false);
            if (end == null) {
                // The last change may be newer than the last confirmation.
                var confirmed = later(presence.asOf(), entered.notAfter());
                add(bars, axis, entered.notAfter(), confirmed, true);
                add(bars, axis, confirmed, axis.to(), false);
            } else {
                var leftNotBefore = end.bounds().notBefore();
                var certainUntil =
                        leftNotBefore == null ? entered.notAfter() : later(leftNotBefore, entered.notAfter());
                add(bars, axis, entered.notAfter(), certainUntil, true);
                add(bars, axis, certainUntil, end.bounds().notAfter(), false);
            }
        }
        return new StayBars(stays, bars);
    }

    List<Stay> newestFirst() {
        var reversed = new ArrayList<>(stays);
        Collections.reverse(reversed);
        return reversed;
    }

    /** Returns the description for people who cannot see the bars. */
    String description(Instant now) {
        if (stays.isEmpty()) {
            return "No stay in space is known.";
        }
        var texts = stays.stream()
                .map(stay -> entered(stay, now)
                        + (stay.end() == null
                                ? " until now"
                                : " to "
                                        + TimeFormat.DAY.text(
                                                stay.end().bounds().notAfter(), now)))
                .toList();
        return "In space: " + String.join("; ", texts) + ".";
    }

    private static String entered(Stay stay, Instant now) {
        var day = TimeFormat.DAY.text(ChangeTime.of(stay.entered()).middle(), now);
        return (stay.entered().notBefore() == null ? "from before " : "from ") + day;
    }

    /** Returns the approximate length of a stay. */
    static String length(Stay stay, Instant now) {
        var start = ChangeTime.of(stay.entered()).middle();
        return TimeFormat.age(
                start,
                stay.end() == null ? now : ChangeTime.of(stay.end().bounds()).middle());
    }

    private static void add(List<Bar> bars, TimeAxis axis, @Nullable Instant from, Instant to, boolean isCertain) {
        if (from == null || !to.isAfter(from) || !to.isAfter(axis.from()) || !from.isBefore(axis.to())) {
            return;
        }
        double start = axis.position(from);
        double width = axis.position(to) - start;
        // A certain part is visible even if it is short.
        bars.add(new Bar(
                TimeAxis.percent(start), TimeAxis.percent(isCertain ? Math.max(MIN_WIDTH, width) : width), isCertain));
    }

    private static Instant later(Instant first, Instant second) {
        return Duration.between(first, second).isNegative() ? first : second;
    }
}
