package io.github.spacecrafttracker.poller.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * Shares the budget between the kinds of polls.
 *
 * @param watch the time between two watches
 * @param page the time between two pages of a sweep
 * @param lookUp the time between two look-ups of what sweeps missed
 */
record PollIntervals(Duration watch, Duration page, Duration lookUp) {
    /** The rest is reserved for look-ups, which cannot be planned. */
    private static final double PLANNED = 0.82;

    /** A sweep every three hours, with some minutes in reserve. */
    private static final double SWEEP_HOURS = 2.85;

    /** Sweeps get at least this share, so that more budget brings more of them. */
    private static final double SWEEP_AT_LEAST = 1 / 6.0;

    private static final double SWEEP_AT_MOST = 1 / 2.0;

    /** Four of fifteen. */
    private static final double LOOK_UPS_AT_MOST = 4 / 15.0;

    /**
     * @param pages the number of pages of a sweep
     * @param watchPages the number of pages of a watch
     */
    static PollIntervals of(RequestBudget budget, Instant now, int pages, int watchPages) {
        var perHour = budget.perHourWithoutOthers(now);
        // After a burst, such as the first sweep, the rest must last until the hour has passed.
        var total = Math.max(perHour / 20, Math.min(perHour * PLANNED, budget.sustainablePerHour(now)));
        var sweep = Math.min(Math.max(pages / SWEEP_HOURS, total * SWEEP_AT_LEAST), total * SWEEP_AT_MOST);
        return new PollIntervals(
                every(total - sweep).multipliedBy(watchPages), every(sweep), every(perHour * LOOK_UPS_AT_MOST));
    }

    private static Duration every(double perHour) {
        return Duration.ofMillis((long) (3_600_000 / perHour));
    }
}
