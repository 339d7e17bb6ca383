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

/** A service in a separate process, which keeps its management port across restarts. */
final class ServiceProcess implements AutoCloseable {
    private static final Pattern MANAGEMENT_PORT = Pattern.compile("[Hh]ealth and metrics are on port (\\d+)");
    private static final Pattern API_PORT = Pattern.compile("The API is on port (\\d+)");

    private final Class<?> main;
    private final String portSetting;
    private final Map<String, String> settings;
    private JavaProcess process;
    private int port;

    private ServiceProcess(Class<?> main, String portSetting, Map<String, String> settings) throws IOException {
        this.main = main;
        this.portSetting = portSetting;
        this.settings = settings;
        this.process = launch("0");
    }

    /** Starts a poller without waiting for it. */
    static ServiceProcess poller(Map<String, String> settings) throws IOException {
        return new ServiceProcess(io.github.spacecrafttracker.poller.Main.class, "POLLER_MANAGEMENT_PORT", settings);
    }

    /** Starts a streams service without waiting for it. */
    static ServiceProcess streams(Map<String, String> settings) throws IOException {
        return new ServiceProcess(io.github.spacecrafttracker.streams.Main.class, "MANAGEMENT_PORT", settings);
    }

    /** Waits until the service listens on its management port, and returns its host and port. */
    String managementAddress() {
        if (port == 0) {
            port = awaitPort();
        }
        return "127.0.0.1:" + port;
    }

    /**
     * Stops the service as an orchestrator does, starts it again, and waits until its ports are
     * open.
     */
    void restart() throws IOException, InterruptedException {
        managementAddress();
        process.signal("TERM");
        await().until(() -> !process.isAlive());
        assertThat(process.exitValue()).as(this::output).isEqualTo(143);
        process = launch(Integer.toString(port));
        awaitPort();
    }

    /** Requests the list of spacecraft from a streams service and ignores the response body. */
    void getList() throws IOException {
        var url = URI.create("http://127.0.0.1:" + find(API_PORT).orElseThrow() + "/2.3.0/spacecraft/");
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
        var all = new HashMap<>(settings);
        all.put(portSetting, managementPort);
        return JavaProcess.start(ServiceJvm.of(main, "192m", all));
    }

    private int awaitPort() {
        await().until(() -> find(MANAGEMENT_PORT).isPresent() || !process.isAlive());
        return find(MANAGEMENT_PORT).orElseThrow(() -> new AssertionError("The service did not start: " + output()));
    }

    private Optional<Integer> find(Pattern pattern) {
        return process.output().stream()
                .map(pattern::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> Integer.valueOf(matcher.group(1)))
                .findFirst();
    }
}
