package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.history.KnownHistory;
import io.github.spacecrafttracker.streams.history.NumberInSpace.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The chart of the number of spacecraft in space: a line if the number is certain, and a band
 * between the smallest and the largest possible number if it is not.
 *
 * @param steps the first one is at the start of the axis
 * @param asOf the time up to which all changes are known
 * @param bottom the number at the lower edge
 * @param top the number at the upper edge
 */
record StepChart(TimeAxis axis, List<Step> steps, Instant asOf, int bottom, int top) {
    /** The size of the coordinate system of the paths. The browser stretches it. */
    static final int WIDTH = 1000;

    static final int HEIGHT = 100;

    // More steps than this cannot be distinguished, and make the page large.
    private static final int MAX_STEPS = 500;

    // Far more than are drawn; steps that are too close together are merged.
    private static final int MAX_READ_STEPS = 1_000_000;

    private static final int COLUMNS = MAX_STEPS / 2;
    private static final int MAX_TABLE_ROWS = 30;

    static StepChart of(KnownHistory known, TimeAxis axis) {
        return of(axis, known.history().numberInSpace().between(axis.from(), axis.to(), MAX_READ_STEPS), known.asOf());
    }

    /** @param steps the first one is at the start of the axis */
    static StepChart of(TimeAxis axis, List<Step> steps, Instant asOf) {
        var lowest = steps.stream().mapToInt(Step::atLeast).min().orElse(0);
        var highest = steps.stream().mapToInt(Step::atMost).max().orElse(0);
        int spacing = spacing(highest - lowest + 2);
        int bottom = Math.max(0, lowest - 1) / spacing * spacing;
        int top = (highest + spacing) / spacing * spacing;
        return new StepChart(axis, merged(axis, steps), asOf, bottom, top);
    }

    /** A horizontal line. */
    record Level(int number, String percent) {}

    /** A row of the table: the numbers from this time until the next row. */
    record TableRow(Instant from, String number) {}

    int lowest() {
        return steps.stream().mapToInt(Step::atLeast).min().orElse(0);
    }

    int highest() {
        return steps.stream().mapToInt(Step::atMost).max().orElse(0);
    }

    /** Returns the range of the number, such as {@code 9 to 15}. */
    String range() {
        return range(lowest(), highest());
    }

    static String range(int least, int most) {
        return least == most ? Integer.toString(least) : least + " to " + most;
    }

    /** Returns whether the axis covers a whole year, not only the known part of one. */
    boolean isWholeYear() {
        return Duration.between(axis.from(), axis.to()).toDays() == 365
                || Duration.between(axis.from(), axis.to()).toDays() == 366;
    }

    String unconfirmedWidth() {
        return TimeAxis.percent(100 - axis.position(asOf));
    }

    List<Level> levels() {
        int spacing = spacing(top - bottom);
        return Stream.iterate(bottom, number -> number <= top, number -> number + spacing)
                .map(number -> new Level(number, TimeAxis.percent(y(number) * 100 / HEIGHT)))
                .toList();
    }

    /** Returns the commands of an SVG path around the band. */
    String band() {
        var path = new StringBuilder("M");
        appendLine(path, false);
        for (int i = steps.size() - 1; i >= 0; i--) {
            var end = i + 1 < steps.size() ? steps.get(i + 1).time() : axis.to();
            double y = y(steps.get(i).atLeast());
            append(path.append('L'), end, y);
            append(path.append('L'), steps.get(i).time(), y);
        }
        return path.append('Z').toString();
    }

    /** Returns the commands of an SVG path along the smallest or the largest possible number. */
    String line(boolean atLeast) {
        var path = new StringBuilder("M");
        appendLine(path, atLeast);
        return path.toString();
    }

    /** Returns the rows of the table: each step, or the range of each labelled part of the axis. */
    List<TableRow> table() {
        if (steps.size() <= MAX_TABLE_ROWS) {
            return steps.stream()
                    .map(step -> new TableRow(step.time(), range(step.atLeast(), step.atMost())))
                    .toList();
        }
        var starts = Stream.concat(Stream.of(axis.from()), axis.ticks().stream().map(TimeAxis.Tick::time))
                .distinct()
                .toList();
        var rows = new ArrayList<TableRow>();
        for (int i = 0; i < starts.size(); i++) {
            rows.add(row(starts.get(i), i + 1 < starts.size() ? starts.get(i + 1) : axis.to()));
        }
        return rows;
    }

    /**
     * Returns the data for the script: the axis, {@code asOf} and the steps, with times in epoch
     * seconds.
     */
    String json() {
        return Json.MAPPER.writeValueAsString(new Data(
                axis.from().getEpochSecond(),
                axis.to().getEpochSecond(),
                asOf.getEpochSecond(),
                bottom,
                top,
                levels().stream().map(Level::number).toList(),
                axis.ticks().stream()
                        .map(tick -> new DataTick(tick.time().getEpochSecond(), tick.label(), tick.isTimeOfDay()))
                        .toList(),
                steps.stream().map(step -> step.time().getEpochSecond()).toList(),
                steps.stream().map(Step::atLeast).toList(),
                steps.stream().map(Step::atMost).toList()));
    }

    private record DataTick(long time, String label, boolean timeOfDay) {}

    private record Data(
            long from,
            long to,
            long asOf,
            int bottom,
            int top,
            List<Integer> levels,
            List<DataTick> ticks,
            List<Long> times,
            List<Integer> atLeast,
            List<Integer> atMost) {}

    private TableRow row(Instant start, Instant end) {
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int i = 0; i < steps.size(); i++) {
            boolean endsBefore =
                    i + 1 < steps.size() && !steps.get(i + 1).time().isAfter(start);
            if (!endsBefore && steps.get(i).time().isBefore(end)) {
                least = Math.min(least, steps.get(i).atLeast());
                most = Math.max(most, steps.get(i).atMost());
            }
        }
        return new TableRow(start, range(least, most));
    }

    /**
     * Merges steps that are too close to each other to be distinguished. A merged step has the
     * range of all of them, until the time of the last one.
     */
    private static List<Step> merged(TimeAxis axis, List<Step> steps) {
        if (steps.size() <= MAX_STEPS) {
            return List.copyOf(steps);
        }
        var merged = new ArrayList<Step>();
        int start = 0;
        while (start < steps.size()) {
            int end = start + 1;
            int column = column(axis, steps.get(start));
            while (end < steps.size() && column(axis, steps.get(end)) == column) {
                end++;
            }
            var last = steps.get(end - 1);
            if (end - start > 1) {
                var range = steps.subList(start, end);
                merged.add(new Step(
                        steps.get(start).time(),
                        range.stream().mapToInt(Step::atLeast).min().orElseThrow(),
                        range.stream().mapToInt(Step::atMost).max().orElseThrow()));
            }
            merged.add(last);
            start = end;
        }
        return List.copyOf(merged);
    }

    private static int column(TimeAxis axis, Step step) {
        return (int) (axis.position(step.time()) * COLUMNS / 100);
    }

    private void appendLine(StringBuilder path, boolean atLeast) {
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            var end = i + 1 < steps.size() ? steps.get(i + 1).time() : axis.to();
            double y = y(atLeast ? step.atLeast() : step.atMost());
            append(i == 0 ? path : path.append('L'), step.time(), y);
            append(path.append('L'), end, y);
        }
    }

    private void append(StringBuilder path, Instant time, double y) {
        path.append(number(axis.position(time) * WIDTH / 100)).append(',').append(number(y));
    }

    private double y(int number) {
        return HEIGHT - (double) HEIGHT * (number - bottom) / (top - bottom);
    }

    private static String number(double value) {
        var text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** Returns a round distance between levels, so that there are at most five. */
    private static int spacing(int range) {
        int spacing = 1;
        while (range / spacing > 4) {
            spacing = Integer.toString(spacing).startsWith("2") ? spacing / 2 * 5 : spacing * 2;
        }
        return spacing;
    }
}
