package io.github.spacecrafttracker.local;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a transition took to be told, by its parts.
 *
 * @param seen from upstream to the observation
 * @param scraped from there to the first scrape that tells of it; in this it is published, compared and read
 * @param evaluated from there to the evaluation that fires
 * @param told from there to the receiver
 */
record Delay(Duration seen, Duration scraped, Duration evaluated, Duration told) {

    /** @param samples of the metric whose value is the time of the observation, as Prometheus answers */
    static Delay of(Instant happened, JsonNode samples, Instant fired, Instant received) {
        var first = samples.values().stream()
                .flatMap(series -> series.path("values").values().stream())
                .min(Comparator.comparing(sample -> sample.get(0).asDouble()))
                .orElseThrow();
        var observed = instant(Double.parseDouble(first.get(1).asString()));
        var scrape = instant(first.get(0).asDouble());
        return new Delay(
                Duration.between(happened, observed),
                Duration.between(observed, scrape),
                Duration.between(scrape, fired),
                Duration.between(fired, received));
    }

    @Override
    public String toString() {
        var all = Stream.of(seen, scraped, evaluated, told).reduce(Duration.ZERO, Duration::plus);
        return String.format(
                Locale.ROOT,
                "from upstream to the notification: %.1f s, of which until it was seen %.1f s, scraped %.1f s, evaluated %.1f s, told %.1f s",
                seconds(all),
                seconds(seen),
                seconds(scraped),
                seconds(evaluated),
                seconds(told));
    }

    private static Instant instant(double seconds) {
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
