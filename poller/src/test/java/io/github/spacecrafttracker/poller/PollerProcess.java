package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.embedded.JavaProcess;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A poller as a process of its own, which a test can kill and hold. */
final class PollerProcess implements AutoCloseable {
    private final JavaProcess process;

    private PollerProcess(JavaProcess process) {
        this.process = process;
    }

    static PollerProcess start(Map<String, String> settings) throws IOException {
        return start(Main.class, settings);
    }

    /** One that ends by itself there. */
    static PollerProcess doomed(CrashingPoller.Point point, Map<String, String> settings) throws IOException {
        var all = new HashMap<>(settings);
        all.put(CrashingPoller.DIES_AT, point.name());
        all.put("KAFKA_INTERCEPTOR_CLASSES", CrashingPoller.Witness.class.getName());
        return start(CrashingPoller.class, all);
    }

    private static PollerProcess start(Class<?> main, Map<String, String> settings) throws IOException {
        var builder = JavaProcess.running(main, "128m").redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(KAFKA|LL2|POLLER|TOPIC|LOG)_.*"));
        builder.environment().putAll(settings);
        return new PollerProcess(JavaProcess.start(builder));
    }

    /** Whether it is its turn, as far as it has said. */
    boolean polls() {
        var polls = false;
        for (var line : output()) {
            polls = line.contains(" Became the leader: ") || (polls && !line.contains(" standing by: "));
        }
        return polls && process.isAlive();
    }

    /** Whether it has taken part. */
    boolean started() {
        return output().stream().anyMatch(line -> line.contains("poller: started"));
    }

    List<String> output() {
        return process.output();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.kill();
    }

    /** @param name without SIG */
    void signal(String name) throws IOException, InterruptedException {
        process.signal(name);
    }

    @Override
    public void close() {
        process.close();
    }
}
