package io.github.spacecrafttracker.bench;

import io.github.spacecrafttracker.embedded.JavaProcess;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.lifecycle.Lifecycle;
import io.github.spacecrafttracker.streams.StreamsService;
import io.github.spacecrafttracker.streams.StreamsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The streams service in a separate process, as a static member of the consumer group of the diff.
 */
final class StreamsProcess implements AutoCloseable {
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(5);

    private final long startedAt = System.nanoTime();
    private final JavaProcess process;
    private final int managementPort;

    private StreamsProcess(JavaProcess process, int managementPort) {
        this.process = process;
        this.managementPort = managementPort;
    }

    /**
     * Starts the process without waiting.
     *
     * @param directory the working directory of the process, which is created if it is missing
     */
    static StreamsProcess start(KafkaSettings kafka, Path directory, String heap) throws IOException {
        var port = freePort();
        var builder = JavaProcess.running(Service.class, heap)
                .redirectErrorStream(true)
                .directory(Files.createDirectories(directory).toFile());
        builder.environment()
                .putAll(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                        "TOPIC_PREFIX", kafka.topicPrefix(),
                        "HTTP_PORT", "0",
                        "MANAGEMENT_PORT", Integer.toString(port)));
        var process = JavaProcess.start(builder);
        // If a signal ends the benchmark, the service must end too.
        Runtime.getRuntime().addShutdownHook(new Thread(process::close));
        return new StreamsProcess(process, port);
    }

    /** Waits until the service is ready, and returns the seconds since the start of the process. */
    double awaitReady() throws IOException, InterruptedException {
        while (!Readiness.isReady("http://127.0.0.1:" + managementPort + "/health/ready")) {
            requireAlive();
            Thread.sleep(5);
        }
        return secondsSince(startedAt);
    }

    /** Returns the time of the start, in nanoseconds of {@link System#nanoTime}. */
    long startedAt() {
        return startedAt;
    }

    void requireAlive() {
        if (!process.isAlive() || secondsSince(startedAt) > READY_TIMEOUT.toSeconds()) {
            throw new IllegalStateException("The service stopped or is not ready after " + READY_TIMEOUT + ": "
                    + String.join("\n", process.output()));
        }
    }

    void kill() throws InterruptedException {
        process.kill();
    }

    /** Stops the process as an orchestrator does, and waits until it has exited. */
    void stop() throws IOException, InterruptedException {
        process.signal("TERM");
        while (process.isAlive()) {
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The main class of the process, because no environment variable sets the name of a member. */
    static final class Service {
        private Service() {}

        public static void main(String[] arguments) {
            System.exit(Lifecycle.run("streams", (closing, environment) -> {
                var kafka = KafkaSettings.from(environment);
                var settings = StreamsSettings.from(environment);
                environment.check();
                return StreamsService.start(closing, "127.0.0.1", asMember(settings), kafka);
            }));
        }

        private static StreamsSettings asMember(StreamsSettings settings) {
            return new StreamsSettings(
                    settings.httpPort(),
                    settings.managementPort(),
                    settings.publicUrl(),
                    settings.threads(),
                    settings.address(),
                    Optional.of("bench"),
                    settings.feed(),
                    settings.changesHeld(),
                    settings.images(),
                    settings.drain());
        }
    }
}
