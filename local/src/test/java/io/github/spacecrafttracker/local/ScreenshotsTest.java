package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes the screenshots of the page in {@code docs/images}, from the local run in headless {@code
 * chromium}. They are written to {@code target/screenshots}; copy them to {@code docs/images} when
 * the page has changed.
 */
@Tag("browser")
class ScreenshotsTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();

    // Crew Dragon Freedom, which takes part in the scenario.
    private static final long LANDING = 551;

    private static final String DARK = "--blink-settings=preferredColorScheme=0";

    @TempDir
    static Path directory;

    @Test
    void the_page_renders_at_desktop_and_at_phone_size() throws Exception {
        try (var tracker = LocalProcess.start(directory.resolve("data"), Map.of())) {
            var page = URI.create(tracker.api()).resolve("/").toString();
            await().until(() -> tracker.output().stream().anyMatch(line -> line.contains(" left space")));

            assertThat(screenshot(page, "page-desktop.png", "1280,1000", 1)).satisfies(image -> {
                assertThat(image.getWidth()).isEqualTo(1280);
                assertThat(colours(image)).isGreaterThan(50);
            });
            assertThat(screenshot(page, "page-phone.png", "500,1000", 2))
                    .satisfies(image -> assertThat(colours(image)).isGreaterThan(50));
            assertThat(List.of(
                            screenshot(page, "page-desktop-dark.png", "1280,1000", 1, DARK),
                            screenshot(page, "page-phone-dark.png", "500,1000", 2, DARK),
                            screenshot(page + "spacecraft/" + LANDING, "page-spacecraft.png", "1280,1000", 1),
                            screenshot(page + "?at=" + Instant.now(), "page-past.png", "1280,1000", 1)))
                    .allSatisfy(image -> assertThat(colours(image)).isGreaterThan(50));
        }
    }

    private static BufferedImage screenshot(String page, String name, String window, int scale, String... flags)
            throws Exception {
        var file = Files.createDirectories(SCREENSHOTS).resolve(name);
        var command = new ArrayList<>(List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--user-data-dir=" + directory.resolve(name),
                "--force-device-scale-factor=" + scale,
                "--window-size=" + window,
                "--screenshot=" + file));
        command.addAll(List.of(flags));
        command.add(page);
        var browser = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        try {
            assertThat(browser.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            browser.destroyForcibly();
        }
        return ImageIO.read(file.toFile());
    }

    /** A page that was not rendered has at most two colours. */
    private static long colours(BufferedImage image) {
        return IntStream.range(0, image.getHeight())
                .flatMap(y -> IntStream.range(0, image.getWidth()).map(x -> image.getRGB(x, y)))
                .distinct()
                .count();
    }
}
