package io.github.spacecrafttracker.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A JVM of its own, on the class path of this one, whose lines are kept and that can be sent signals: what is killed must not be the test. */
public final class JavaProcess implements AutoCloseable {
    private static final long SIGINT_BIT = 1 << (2 - 1);

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();

    private JavaProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * What would start it; its environment and its standard error are the caller's to set.
     *
     * @param heap as {@code -Xmx} takes it
     */
    public static ProcessBuilder running(Class<?> main, String heap, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isInterruptIgnored()) {
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-Xmx" + heap,
                // Where a build packages too, a module's jar is on the path more than once, which logback tells at
                // length.
                "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                "-cp",
                System.getProperty("java.class.path", ""),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    public static JavaProcess start(ProcessBuilder builder) throws IOException {
        return new JavaProcess(builder.start());
    }

    /** The lines that it has written so far. From any thread. */
    public List<String> output() {
        return output;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** @throws IllegalThreadStateException while it runs */
    public int exitValue() {
        return process.exitValue();
    }

    /** As {@code kill -9} does; returns when it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /**
     * Sends a signal.
     *
     * @param name without SIG
     * @throws IOException where it could not be sent
     */
    public void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("no signal " + name + " could be sent to process " + process.pid());
        }
    }

    /** As {@link #kill}, without waiting. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    /**
     * Returns whether this process ignores SIGINT, as the background job of a non-interactive shell
     * does. A child inherits this, and a JVM keeps it. Known on Linux only.
     */
    private static boolean isInterruptIgnored() {
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            return status.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> line.substring("SigIgn:".length()).strip())
                    .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & SIGINT_BIT) != 0);
        } catch (IOException e) {
            return false;
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(output::add);
        } catch (IOException | UncheckedIOException e) {
            output.add("its output ended: " + e.getMessage());
        }
    }
}
