package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.embedded.JavaProcess;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A poller in a separate process, which a test can kill and suspend. */
final class PollerProcess implements AutoCloseable {
    private final JavaProcess process;

    private PollerProcess(JavaProcess process) {
        this.process = process;
    }

    static PollerProcess start(Map<String, String> settings) throws IOException {
        return start(Main.class, settings);
    }

    /** Starts a poller that crashes at this point. */
    static PollerProcess crashing(CrashingPoller.Point point, Map<String, String> settings) throws IOException {
        var all = new HashMap<>(settings);
        all.put(CrashingPoller.CRASH_AT, point.name());
        all.put("KAFKA_INTERCEPTOR_CLASSES", CrashingPoller.CrashInterceptor.class.getName());
        return start(CrashingPoller.class, all);
    }

    private static PollerProcess start(Class<?> main, Map<String, String> settings) throws IOException {
        var builder = JavaProcess.shortLived(main, "128m").redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(KAFKA|LL2|POLLER|TOPIC|LOG)_.*"));
        builder.environment().putAll(settings);
        return new PollerProcess(JavaProcess.start(builder));
    }

    /** Returns whether it is the leader according to its log. */
    boolean isLeader() {
        var leads = false;
        for (var line : output()) {
            leads = line.contains(" Became the leader: ") || (leads && !line.contains(" standing by: "));
        }
        return leads && process.isAlive();
    }

    /** Returns whether it has started, as leader or standby. */
    boolean isStarted() {
        return output().stream().anyMatch(line -> line.contains("poller: started"));
    }

    List<String> output() {
        return process.output();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills it with SIGKILL. */
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
