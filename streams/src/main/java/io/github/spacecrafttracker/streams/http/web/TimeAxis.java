package io.github.spacecrafttracker.streams.http.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The time axis that the chart and the bars of a page share. */
record TimeAxis(Instant from, Instant to) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final int MAX_TICKS = 7;
    private static final int MAX_MONTHS = 13;

    // Labels of later ticks would be cut off on a phone.
    private static final double LAST_TICK = 95;

    private static final List<Spacing> SPACINGS = List.of(
            new Spacing(1, ChronoUnit.MINUTES),
            new Spacing(5, ChronoUnit.MINUTES),
            new Spacing(15, ChronoUnit.MINUTES),
            new Spacing(1, ChronoUnit.HOURS),
            new Spacing(3, ChronoUnit.HOURS),
            new Spacing(12, ChronoUnit.HOURS),
            new Spacing(1, ChronoUnit.DAYS),
            new Spacing(2, ChronoUnit.DAYS),
            new Spacing(7, ChronoUnit.DAYS),
            new Spacing(1, ChronoUnit.MONTHS),
            new Spacing(3, ChronoUnit.MONTHS),
            new Spacing(1, ChronoUnit.YEARS),
            new Spacing(5, ChronoUnit.YEARS));

    TimeAxis {
        if (Duration.between(from, to).compareTo(SHORTEST) < 0) {
            to = from.plus(SHORTEST);
        }
    }

    /** Returns the last twelve months, or the time since {@code knownFrom} if that is shorter. */
    static TimeAxis lastYear(Instant knownFrom, Instant now) {
        var yearAgo = now.atZone(ZoneOffset.UTC).minus(Period.ofYears(1)).toInstant();
        return new TimeAxis(knownFrom.isAfter(yearAgo) ? knownFrom : yearAgo, now);
    }

    /**
     * A labelled time.
     *
     * @param isTimeOfDay whether the label is a time of day, which depends on the time zone
     */
    record Tick(Instant time, String x, String label, boolean isTimeOfDay) {}

    /** Returns the position of a time from 0 to 100. Times outside the axis are at its ends. */
    double position(Instant time) {
        double share = (double) Duration.between(from, time).toMillis()
                / Duration.between(from, to).toMillis();
        return 100 * Math.max(0, Math.min(1, share));
    }

    /** Returns the position of a time as a coordinate in an SVG image. */
    String x(Instant time) {
        return percent(position(time));
    }

    static String percent(double position) {
        return String.format(Locale.ROOT, "%.2f%%", position);
    }

    /** Returns ticks at round times, the earliest first. */
    List<Tick> ticks() {
        for (var spacing : SPACINGS) {
            if (spacing.estimate(this) <= (spacing.isOneMonth() ? MAX_MONTHS : MAX_TICKS)) {
                return ticks(spacing);
            }
        }
        return ticks(SPACINGS.get(SPACINGS.size() - 1));
    }

    private List<Tick> ticks(Spacing spacing) {
        var ticks = new ArrayList<Tick>();
        var time = spacing.startBefore(from.atZone(ZoneOffset.UTC));
        while (position(time.toInstant()) < LAST_TICK) {
            if (!time.toInstant().isBefore(from)) {
                ticks.add(new Tick(time.toInstant(), x(time.toInstant()), spacing.label(time), spacing.isShort()));
            }
            time = time.plus(spacing.amount(), spacing.unit());
        }
        return ticks;
    }

    private record Spacing(int amount, ChronoUnit unit) {
        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
        private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
        private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH);
        private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("uuuu", Locale.ENGLISH);

        boolean isShort() {
            return unit.compareTo(ChronoUnit.DAYS) < 0;
        }

        boolean isOneMonth() {
            return amount == 1 && unit == ChronoUnit.MONTHS;
        }

        long estimate(TimeAxis axis) {
            return Duration.between(axis.from(), axis.to())
                    .dividedBy(unit.getDuration().multipliedBy(amount));
        }

        /** Returns the last round time that is not after this one. */
        ZonedDateTime startBefore(ZonedDateTime time) {
            var day = time.truncatedTo(ChronoUnit.DAYS);
            return switch (unit) {
                case YEARS -> day.withDayOfYear(1).withYear(day.getYear() / amount * amount);
                case MONTHS -> day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / amount * amount + 1);
                case DAYS -> {
                    long number = day.toLocalDate().toEpochDay();
                    yield day.minusDays(Math.floorMod(number, amount));
                }
                default -> {
                    long length = unit.getDuration().multipliedBy(amount).toSeconds();
                    long seconds = Math.floorDiv(time.toEpochSecond(), length) * length;
                    yield LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC)
                            .atZone(ZoneOffset.UTC);
                }
            };
        }

        String label(ZonedDateTime time) {
            return switch (unit) {
                case YEARS -> YEAR.format(time);
                case MONTHS -> (time.getMonthValue() == 1 ? YEAR : MONTH).format(time);
                case DAYS -> DAY.format(time);
                default -> TIME.format(time);
            };
        }
    }
}
