package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A service as a process of its own, which keeps its management port when it is started again. */
final class ServiceProcess implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("[Hh]ealth and metrics are on port (\\d+)");
    private static final Pattern API = Pattern.compile("The API is on port (\\d+)");

    private final Class<?> main;
    private final String portName;
    private final Map<String, String> settings;
    private JavaProcess process;
    private int port;

    private ServiceProcess(Class<?> main, String portName, Map<String, String> settings) throws IOException {
        this.main = main;
        this.portName = portName;
        this.settings = new HashMap<>(settings);
        this.process = launch("0");
        this.port = awaitPort();
    }

    static ServiceProcess poller(Map<String, String> settings) throws IOException {
        return new ServiceProcess(io.github.spacecrafttracker.poller.Main.class, "POLLER_MANAGEMENT_PORT", settings);
    }

    static ServiceProcess streams(Map<String, String> settings) throws IOException {
        return new ServiceProcess(io.github.spacecrafttracker.streams.Main.class, "MANAGEMENT_PORT", settings);
    }

    /** Of health and metrics, on this machine. */
    String managementAddress() {
        return "127.0.0.1:" + port;
    }

    /** As an orchestrator does; returns when its ports are open again. */
    void restart() throws IOException, InterruptedException {
        process.signal("TERM");
        await().until(() -> !process.isAlive());
        assertThat(process.exitValue()).as(this::output).isEqualTo(143);
        process = launch(Integer.toString(port));
        port = awaitPort();
    }

    /** Asks streams for the list of spacecraft, as anybody may; what the answer is does not matter. */
    void getList() throws IOException {
        var url = URI.create("http://127.0.0.1:" + told(API).orElseThrow() + "/2.3.0/spacecraft/");
        try (var body = url.toURL().openStream()) {
            body.readAllBytes();
        }
    }

    String output() {
        return String.join("\n", process.output());
    }

    @Override
    public void close() {
        process.close();
    }

    private JavaProcess launch(String managementPort) throws IOException {
        var builder = JavaProcess.running(main, "192m").redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(KAFKA|LL2|HTTP|POLLER|TOPIC|LOG)_.*"));
        builder.environment().putAll(settings);
        builder.environment().put(portName, managementPort);
        return JavaProcess.start(builder);
    }

    private int awaitPort() {
        await().until(() -> told(PORT).isPresent() || !process.isAlive());
        return told(PORT).orElseThrow(() -> new AssertionError("it did not start: " + output()));
    }

    private Optional<Integer> told(Pattern pattern) {
        return process.output().stream()
                .map(pattern::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> Integer.valueOf(matcher.group(1)))
                .findFirst();
    }
}
