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
 * Takes the pictures of the page in {@code docs/images}, from the local run in headless {@code
 * chromium}. They are written to {@code target/pictures}; copy them when the page has changed.
 */
@Tag("browser")
class PagePicturesTest {
    private static final Path PICTURES = Path.of("target", "pictures").toAbsolutePath();

    // Crew Dragon Freedom, which takes part in the scenario.
    private static final long LANDING = 551;

    private static final String DARK = "--blink-settings=preferredColorScheme=0";
    private static final String NO_SCRIPT = "--blink-settings=scriptEnabled=false";

    @TempDir
    static Path folder;

    @Test
    void the_page_is_drawn_on_a_desktop_and_on_a_phone() throws Exception {
        try (var tracker = LocalProcess.start(folder.resolve("data"), Map.of())) {
            var page = URI.create(tracker.api()).resolve("/").toString();
            await().until(() -> tracker.output().stream().anyMatch(line -> line.contains(" left space")));

            assertThat(picture(page, "page-desktop.png", "1280,1000", 1)).satisfies(image -> {
                assertThat(image.getWidth()).isEqualTo(1280);
                assertThat(colours(image)).isGreaterThan(50);
            });
            assertThat(picture(page, "page-phone.png", "500,1000", 2))
                    .satisfies(image -> assertThat(colours(image)).isGreaterThan(50));
            assertThat(List.of(
                            picture(page, "page-desktop-dark.png", "1280,1000", 1, DARK),
                            picture(page, "page-phone-dark.png", "500,1000", 2, DARK),
                            picture(page, "page-no-script.png", "1280,1000", 1, NO_SCRIPT),
                            picture(page + "spacecraft/" + LANDING, "page-spacecraft.png", "1280,1000", 1),
                            picture(page + "?at=" + Instant.now(), "page-past.png", "1280,1000", 1)))
                    .allSatisfy(image -> assertThat(colours(image)).isGreaterThan(50));
        }
    }

    private static BufferedImage picture(String page, String name, String window, int scale, String... flags)
            throws Exception {
        var file = Files.createDirectories(PICTURES).resolve(name);
        var command = new ArrayList<>(List.of(
                        "chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--user-data-dir=" + folder.resolve(name),
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

    /** A page that was not drawn has one colour or two. */
    private static long colours(BufferedImage image) {
        return IntStream.range(0, image.getHeight())
                .flatMap(y -> IntStream.range(0, image.getWidth()).map(x -> image.getRGB(x, y)))
                .distinct()
                .count();
    }
}
