package io.github.spacecrafttracker.bench;

import java.util.Collection;
import java.util.stream.LongStream;

/** How one round of a load went, or several taken together. */
final class Round {
    private final double requestsPerSecond;
    private final long[] nanos;

    /**
     * Of one round.
     *
     * @param requestsPerSecond of all clients together
     * @param nanos how long each request took, in ascending order
     */
    Round(double requestsPerSecond, long[] nanos) {
        this.requestsPerSecond = requestsPerSecond;
        this.nanos = nanos;
    }

    /** The mean of their rates, and all of their requests. */
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

    /** In milliseconds: so many of a hundred requests took no longer. */
    double percentile(int percent) {
        return nanos[(int) Math.min(nanos.length - 1L, (long) nanos.length * percent / 100)] / 1e6;
    }
}
