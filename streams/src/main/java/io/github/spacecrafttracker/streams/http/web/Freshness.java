package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.streams.http.ll2.html.Html;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * As of when a page is true, and what has to be said of its data.
 *
 * @param now when the page is made
 * @param source of the data, as a snapshot names it; empty where that is not known
 */
record Freshness(Instant now, Optional<String> source) {
    // A watch comes every 6 minutes at Launch Library 2's limit, a sweep takes 3 hours: the double of each.
    private static final Duration OLD_IN_SPACE = Duration.ofMinutes(15);
    private static final Duration OLD_CATALOGUE = Duration.ofHours(6);

    /** Of a page with the lists. */
    void ofLists(Instant inSpaceAsOf, Instant allAsOf, Html html) {
        html.raw("<div id=\"data\" data-live>\n");
        madeUp(html);
        old(inSpaceAsOf, OLD_IN_SPACE, "Who is in space was last known for sure", html);
        old(allAsOf, OLD_CATALOGUE, "The whole catalogue was last known for sure", html);
        html.raw("<p class=\"quiet\">In space as of ");
        asOf(inSpaceAsOf, html);
        html.raw("; the catalogue as of ");
        asOf(allAsOf, html);
        html.raw(".</p>\n</div>\n");
    }

    /** Of a page with one spacecraft. */
    void ofOne(Instant asOf, Html html) {
        html.raw("<div id=\"data\" data-live>\n");
        madeUp(html);
        old(asOf, OLD_CATALOGUE, "This spacecraft was last looked at", html);
        html.raw("<p class=\"quiet\">As of ");
        asOf(asOf, html);
        html.raw(".</p>\n</div>\n");
    }

    /** Of a page that has nothing to show yet. */
    void ofNothing(String why, Html html) {
        html.raw("<div id=\"data\" data-live>\n");
        madeUp(html);
        html.raw("<p class=\"banner warning\"><strong>Not ready:</strong> ")
                .text(why)
                .raw(". What is known so far is not all there is, so it is not shown.</p>\n</div>\n");
    }

    private void madeUp(Html html) {
        if (source.filter(SnapshotHeaders.MADE_UP::equals).isPresent()) {
            html.raw("<p class=\"banner warning\"><strong>Made up:</strong> this is a scenario for trying things out."
                    + " The spacecraft are real, what they do here is not.</p>\n");
        }
    }

    private void old(Instant asOf, Duration limit, String what, Html html) {
        var age = Duration.between(asOf, now);
        if (age.compareTo(limit) > 0) {
            html.raw("<p class=\"banner warning\"><strong>Old data:</strong> " + what + " ");
            age(asOf, html);
            html.raw(" ago.</p>\n");
        }
    }

    private void asOf(Instant asOf, Html html) {
        HumanTime.write(asOf, html);
        html.raw(", ");
        age(asOf, html);
        html.raw(" ago");
    }

    private void age(Instant asOf, Html html) {
        html.raw("<span data-age-of=\"" + Json.time(asOf) + "\">" + HumanTime.age(Duration.between(asOf, now))
                + "</span>");
    }
}
