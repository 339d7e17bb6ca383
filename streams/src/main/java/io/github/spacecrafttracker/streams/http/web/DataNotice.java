package io.github.spacecrafttracker.streams.http.web;

import java.time.Duration;
import java.time.Instant;

/** The notice on a page about its data: whether it is simulated, complete and up to date. */
sealed interface DataNotice {
    // At LL2's rate limit, a watch comes every 6 minutes and a sweep takes 3 hours. Data counts as
    // old after twice that time plus a margin.
    Duration OLD_IN_SPACE = Duration.ofMinutes(15);
    Duration OLD_CATALOGUE = Duration.ofHours(6);

    boolean isSimulated();

    /** The notice on the page with the lists. */
    record Lists(boolean isSimulated, Instant now, Instant inSpaceAsOf, Instant allAsOf) implements DataNotice {
        boolean isInSpaceOld() {
            return isOlder(inSpaceAsOf, now, OLD_IN_SPACE);
        }

        boolean isCatalogueOld() {
            return isOlder(allAsOf, now, OLD_CATALOGUE);
        }
    }

    /** The notice on the page of one spacecraft. */
    record OneSpacecraft(boolean isSimulated, Instant now, Instant asOf) implements DataNotice {
        boolean isOld() {
            return isOlder(asOf, now, OLD_CATALOGUE);
        }
    }

    /** The notice on a page whose data does not age. */
    record NoData(boolean isSimulated) implements DataNotice {}

    /** The notice on a page that has no data yet. */
    record NotReady(boolean isSimulated, String reason) implements DataNotice {}

    private static boolean isOlder(Instant asOf, Instant now, Duration limit) {
        return Duration.between(asOf, now).compareTo(limit) > 0;
    }
}
