package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.testkit.Waiting.await;

import io.github.spacecrafttracker.embedded.JavaProcess;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Debian's Prometheus or Alertmanager, at a port that the system has chosen.
 *
 * @param address host and port
 */
record Listening(JavaProcess process, String address) implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("msg=\"Listening on\" address=(\\S+)");

    /** Returns when it can be asked. */
    static Listening start(String... command) {
        var process = launch(command);
        await().until(() -> told(process).isPresent() || !process.isAlive());
        var address = told(process)
                .orElseThrow(() -> new AssertionError("it did not start: " + String.join("\n", process.output())));
        return new Listening(process, address);
    }

    @Override
    public void close() {
        process.close();
    }

    private static JavaProcess launch(String... command) {
        try {
            return JavaProcess.start(new ProcessBuilder(command).redirectErrorStream(true));
        } catch (IOException e) {
            throw new IllegalStateException("needs Debian's packages prometheus and prometheus-alertmanager", e);
        }
    }

    private static Optional<String> told(JavaProcess process) {
        return process.output().stream()
                .map(LISTENS::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> matcher.group(1))
                .findFirst();
    }
}
