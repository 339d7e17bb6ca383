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

/**
 * A child JVM with the class path of this one. Its output is recorded, and it can be killed or sent
 * signals.
 */
public final class JavaProcess implements AutoCloseable {
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

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
     * Returns the builder of the process; the caller sets its environment and its standard error.
     *
     * @param heap the value of {@code -Xmx}
     */
    public static ProcessBuilder running(Class<?> main, String heap, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isInterruptIgnored()) {
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-Xmx" + heap,
                // If the build also creates JARs, a module is on the class path twice, and logback
                // logs long warnings about it.
                "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                "-cp",
                System.getProperty("java.class.path", ""),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /**
     * Configures the builder for a process that runs only for seconds. Its JVM needs half the CPU
     * time to start, because it does not use the optimizing compiler.
     */
    public static ProcessBuilder shortLived(Class<?> main, String heap, String... arguments) {
        ProcessBuilder builder = running(main, heap, arguments);
        builder.command().addAll(builder.command().indexOf("-cp"), QUICK_START);
        return builder;
    }

    public static JavaProcess start(ProcessBuilder builder) throws IOException {
        return new JavaProcess(builder.start());
    }

    /** Returns the lines that the process has written so far. Thread-safe. */
    public List<String> output() {
        return output;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** @throws IllegalThreadStateException if the process is running */
    public int exitValue() {
        return process.exitValue();
    }

    /** Kills the process like {@code kill -9} and waits for its end. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /**
     * Sends a signal.
     *
     * @param name the name without SIG
     * @throws IOException if the signal could not be sent
     */
    public void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("cannot send signal " + name + " to process " + process.pid());
        }
    }

    /** Kills the process like {@link #kill}, without waiting. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    /**
     * Returns whether this process ignores SIGINT, as the background job of a non-interactive shell
     * does. A child process inherits this, and a JVM does not change it. Detected on Linux only.
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
            output.add("the output of the process ended: " + e.getMessage());
        }
    }
}
