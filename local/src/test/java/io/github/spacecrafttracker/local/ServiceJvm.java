package io.github.spacecrafttracker.local;

import io.github.spacecrafttracker.embedded.JavaProcess;
import java.util.Map;

/** Creates the command that starts a service of this build in a separate JVM. */
final class ServiceJvm {
    private ServiceJvm() {}

    /**
     * Returns a builder whose process merges its standard error into its output.
     *
     * @param heap as {@code -Xmx} takes it
     * @param settings the only settings of the service; none are inherited
     */
    static ProcessBuilder of(Class<?> main, String heap, Map<String, String> settings) {
        var builder = JavaProcess.shortLived(main, heap).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("(KAFKA|LL2|HTTP|LOCAL|LOG|MANAGEMENT|POLLER|TOPIC)_.*"));
        builder.environment().putAll(settings);
        return builder;
    }
}
