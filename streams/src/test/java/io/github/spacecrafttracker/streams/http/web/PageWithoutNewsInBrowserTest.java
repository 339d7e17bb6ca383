package io.github.spacecrafttracker.streams.http.web;

import static io.github.spacecrafttracker.streams.SnapshotLog.shown;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.streams.BrokerTestBase;
import io.github.spacecrafttracker.streams.HttpReply;
import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.StreamsService;
import io.github.spacecrafttracker.streams.TestSettings;
import io.github.spacecrafttracker.streams.http.BrowserTab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of a tracker that has seen nothing in space, or nothing for a day. */
@Tag("browser")
class PageWithoutNewsInBrowserTest extends BrokerTestBase {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void an_empty_tracker_shows_zero() throws Exception {
        try (var closer = new Closer()) {
            var log = closer.add(new SnapshotLog(broker, "empty", Instant.now().minus(DAY), Duration.ofMinutes(1)));
            log.commitInitial(shown(1, false));
            log.sweep(Instant.now());
            log.watch(Instant.now());

            var text = textOf(closer, log, "empty");

            assertThat(text)
                    .contains("0 spacecraft in space", "No spacecraft is known to be in space.", "No changes have been")
                    .doesNotContain("Old data");
        }
    }

    @Test
    void a_tracker_that_has_seen_nothing_for_a_day_says_so() throws Exception {
        try (var closer = new Closer()) {
            var start = Instant.now().minus(Duration.ofDays(3));
            var log = closer.add(new SnapshotLog(broker, "blind", start, Duration.ofHours(6)));
            log.commitInitial(shown(1, false), shown(2, true));
            log.commit(shown(1, true), shown(3, true), shown(2, false), shown(1, true), shown(3, true));
            log.sweep(Instant.now().minus(DAY));
            log.watch(Instant.now().minus(DAY));

            var text = textOf(closer, log, "blind");

            assertThat(text)
                    .contains("Old data: The list of spacecraft in space was last confirmed 1 day ago.")
                    .contains("2 spacecraft in space");
        }
    }

    /** Returns the text of the page, and takes its screenshot. */
    private static String textOf(Closer closer, SnapshotLog log, String name) throws Exception {
        var service = StreamsService.start(closer, "127.0.0.1", TestSettings.on(0), log.kafka);
        await().until(() ->
                HttpReply.of(service.port(), "GET", "/", "Host: here").body().contains("data-chart"));
        try (var tab = BrowserTab.open(directory)) {
            tab.emulate(1280, 900, "light");
            tab.visit("http://127.0.0.1:" + service.port() + "/");
            tab.awaitCondition("document.querySelector('#chart canvas') !== null");
            Files.createDirectories(SCREENSHOTS);
            tab.takeScreenshot(SCREENSHOTS.resolve(name + ".png"));
            return tab.text("body").replaceAll("\\s+", " ");
        }
    }
}
