package io.github.spacecrafttracker.streams.http.ll2;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The browser {@code chromium}, found on the path, without a window. */
final class Chromium {
    private final Path folder;
    private int runs;

    /** @param folder for its profiles and what it writes */
    Chromium(Path folder) {
        this.folder = folder;
    }

    /**
     * What it made of a page.
     *
     * @param dom the document as it is after loading, as HTML
     * @param console what it has to say of the page, a line each
     */
    record Opened(String dom, List<String> console) {}

    Opened open(String url) throws IOException, InterruptedException {
        return run(url, "--dump-dom");
    }

    void photograph(String url, Path picture, String... how) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(Arrays.asList(how));
        arguments.add("--screenshot=" + picture);
        arguments.add("--hide-scrollbars");
        run(url, arguments.toArray(String[]::new));
    }

    private Opened run(String url, String... arguments) throws IOException, InterruptedException {
        var home = Files.createDirectories(folder.resolve("run-" + runs++));
        var output = home.resolve("output");
        var log = home.resolve("log");
        var command = new ArrayList<>(List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--enable-logging=stderr",
                "--user-data-dir=" + home.resolve("profile")));
        command.addAll(List.of(arguments));
        command.add(url);
        var browser = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            if (!browser.waitFor(60, TimeUnit.SECONDS) || browser.exitValue() != 0) {
                throw new IOException("chromium did not end well: " + Files.readString(log, UTF_8));
            }
        } finally {
            browser.destroyForcibly();
        }
        var console = Files.readString(log, UTF_8)
                .lines()
                .filter(line -> line.contains("CONSOLE"))
                .toList();
        return new Opened(Files.readString(output, UTF_8), console);
    }
}
