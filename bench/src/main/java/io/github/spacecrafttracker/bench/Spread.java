package io.github.spacecrafttracker.bench;

import io.github.spacecrafttracker.json.Json;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/** The median and range of a figure over all rounds of a run. */
record Spread(double min, double median, double max) {

    static Spread of(double... values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        var middle = sorted.length / 2;
        var median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    static Spread of(Collection<Double> values) {
        return of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * Returns the spread of the ratios of two figures, where both figures of a pair are from the
     * same round.
     */
    static Spread ofRatios(double[] measured, double[] baseline) {
        return of(IntStream.range(0, measured.length)
                .mapToDouble(round -> measured[round] / baseline[round])
                .toArray());
    }

    ObjectNode json() {
        return Json.MAPPER
                .createObjectNode()
                .put("min", rounded(min))
                .put("median", rounded(median))
                .put("max", rounded(max));
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median, min, max);
    }
}
