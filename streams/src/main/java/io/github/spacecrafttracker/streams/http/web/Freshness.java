package io.github.spacecrafttracker.streams.http.web;

import java.time.Duration;
import java.time.Instant;

/** What a page states about its data: whether it is made up, and as of when it is true. */
sealed interface Freshness {
    // At Launch Library 2's limit, a watch comes every 6 minutes and a sweep takes 3 hours: twice
    // as long, and a little.
    Duration OLD_IN_SPACE = Duration.ofMinutes(15);
    Duration OLD_CATALOGUE = Duration.ofHours(6);

    boolean isMadeUp();

    /** A page with the lists. */
    record OfLists(boolean isMadeUp, Instant now, Instant inSpaceAsOf, Instant allAsOf) implements Freshness {
        boolean isInSpaceOld() {
            return isOlder(inSpaceAsOf, now, OLD_IN_SPACE);
        }

        boolean isCatalogueOld() {
            return isOlder(allAsOf, now, OLD_CATALOGUE);
        }
    }

    /** A page with one spacecraft. */
    record OfOne(boolean isMadeUp, Instant now, Instant asOf) implements Freshness {
        boolean isOld() {
            return isOlder(asOf, now, OLD_CATALOGUE);
        }
    }

    /** A page that has nothing to show yet. */
    record NotReady(boolean isMadeUp, String reason) implements Freshness {}

    private static boolean isOlder(Instant asOf, Instant now, Duration limit) {
        return Duration.between(asOf, now).compareTo(limit) > 0;
    }
}
