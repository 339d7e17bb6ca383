package io.github.spacecrafttracker.local;

import io.github.spacecrafttracker.embedded.JavaProcess;
import java.util.List;
import java.util.Map;

/** The command that starts a service of this build in a JVM of its own. */
final class ServiceJvm {
    /**
     * A service under test runs for seconds, so compiling it thoroughly costs more than it gains.
     */
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private ServiceJvm() {}

    /**
     * Returns a builder whose process merges its standard error into its output.
     *
     * @param heap as {@code -Xmx} takes it
     * @param settings the only settings of the service; none are inherited
     */
    static ProcessBuilder of(Class<?> main, String heap, Map<String, String> settings) {
        var builder = JavaProcess.running(main, heap).redirectErrorStream(true);
        builder.command().addAll(builder.command().indexOf("-cp"), QUICK_START);
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("(KAFKA|LL2|HTTP|LOCAL|LOG|MANAGEMENT|POLLER|TOPIC)_.*"));
        builder.environment().putAll(settings);
        return builder;
    }
}
