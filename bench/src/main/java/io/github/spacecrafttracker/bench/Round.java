package io.github.spacecrafttracker.bench;

import java.util.Collection;
import java.util.stream.LongStream;

/** The result of one round of a load, or of several rounds. */
final class Round {
    private final double requestsPerSecond;
    private final long[] nanos;

    /**
     * @param requestsPerSecond the rate of all clients together
     * @param nanos the duration of each request, in ascending order
     */
    Round(double requestsPerSecond, long[] nanos) {
        this.requestsPerSecond = requestsPerSecond;
        this.nanos = nanos;
    }

    /** Returns the mean of the rates, and the durations of all requests. */
    static Round of(Collection<Round> rounds) {
        return new Round(
                rounds.stream().mapToDouble(Round::requestsPerSecond).average().orElseThrow(),
                rounds.stream()
                        .flatMapToLong(round -> LongStream.of(round.nanos))
                        .sorted()
                        .toArray());
    }

    double requestsPerSecond() {
        return requestsPerSecond;
    }

    /** Returns a percentile of the durations, in milliseconds. */
    double percentile(int percent) {
        return nanos[(int) Math.min(nanos.length - 1L, (long) nanos.length * percent / 100)] / 1e6;
    }
}
