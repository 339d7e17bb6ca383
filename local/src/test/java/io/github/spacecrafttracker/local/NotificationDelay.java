package io.github.spacecrafttracker.local;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The time from a transition to its notification, by stage.
 *
 * @param observed the time from the change upstream to its observation
 * @param scraped the time from the observation to the first scrape that contains it, which includes
 *     publishing, diff and change log
 * @param evaluated the time from the scrape to the evaluation that fires the alert
 * @param notified the time from the evaluation to the receipt of the notification
 */
record NotificationDelay(Duration observed, Duration scraped, Duration evaluated, Duration notified) {

    /**
     * @param samples Prometheus' reply for the metric whose value is the time of the observation
     */
    static NotificationDelay of(Instant happened, JsonNode samples, Instant fired, Instant received) {
        var first = samples.values().stream()
                .flatMap(series -> series.path("values").values().stream())
                .min(Comparator.comparing(sample -> sample.get(0).asDouble()))
                .orElseThrow();
        var observedAt = instant(Double.parseDouble(first.get(1).asString()));
        var scrape = instant(first.get(0).asDouble());
        return new NotificationDelay(
                Duration.between(happened, observedAt),
                Duration.between(observedAt, scrape),
                Duration.between(scrape, fired),
                Duration.between(fired, received));
    }

    @Override
    public String toString() {
        var all = Stream.of(observed, scraped, evaluated, notified).reduce(Duration.ZERO, Duration::plus);
        return String.format(
                Locale.ROOT,
                "from upstream to the notification: %.1f s (observed after %.1f s, scraped after another %.1f s,"
                        + " evaluated after another %.1f s, notified after another %.1f s)",
                seconds(all),
                seconds(observed),
                seconds(scraped),
                seconds(evaluated),
                seconds(notified));
    }

    private static Instant instant(double seconds) {
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
