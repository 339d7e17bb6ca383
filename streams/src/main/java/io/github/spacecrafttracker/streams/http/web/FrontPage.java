package io.github.spacecrafttracker.streams.http.web;

import static java.util.Comparator.comparing;
import static java.util.Comparator.nullsLast;
import static java.util.Comparator.reverseOrder;

import io.github.spacecrafttracker.streams.changelog.Transition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page at {@code /}: who is in space, what changed last, and the catalogue.
 *
 * @param inSpace those that were observed to enter come first, the last to enter before the others
 * @param latest the newest first
 */
record FrontPage(
        Site site,
        Freshness freshness,
        List<SpacecraftView> inSpace,
        List<LatestChanges.Item> latest,
        CatalogueView catalogue) {
    private static final Comparator<SpacecraftView> LAST_TO_ENTER_FIRST =
            comparing(FrontPage::entered, nullsLast(reverseOrder()));

    FrontPage {
        inSpace = inSpace.stream().sorted(LAST_TO_ENTER_FIRST).toList();
    }

    private static @Nullable Instant entered(SpacecraftView spacecraft) {
        return spacecraft
                .transition()
                .filter(Transition::isObserved)
                .map(Transition::observedAt)
                .orElse(null);
    }
}
