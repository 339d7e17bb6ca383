package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.testkit.Waiting.await;

import io.github.spacecrafttracker.embedded.JavaProcess;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Debian's Prometheus or Alertmanager, on a port that the system chooses.
 *
 * @param address the host and port
 */
record MonitoringProcess(JavaProcess process, String address) implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("msg=\"Listening on\" address=(\\S+)");

    /** Starts the process, and waits until it accepts requests. */
    static MonitoringProcess start(String... command) {
        var process = launch(command);
        await().until(() -> findAddress(process).isPresent() || !process.isAlive());
        var address = findAddress(process)
                .orElseThrow(
                        () -> new AssertionError("The process did not start: " + String.join("\n", process.output())));
        return new MonitoringProcess(process, address);
    }

    @Override
    public void close() {
        process.close();
    }

    private static JavaProcess launch(String... command) {
        try {
            return JavaProcess.start(new ProcessBuilder(command).redirectErrorStream(true));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot start " + command[0] + ": install Debian's packages prometheus and prometheus-alertmanager",
                    e);
        }
    }

    private static Optional<String> findAddress(JavaProcess process) {
        return process.output().stream()
                .map(LISTENS::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> matcher.group(1))
                .findFirst();
    }
}
