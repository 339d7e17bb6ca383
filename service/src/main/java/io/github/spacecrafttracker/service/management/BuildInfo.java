package io.github.spacecrafttracker.service.management;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of the service. */
public final class BuildInfo {
    private BuildInfo() {}

    /** Returns the version in the POM, or {@code unknown} if Maven did not build the classes. */
    public static String version() {
        var build = new Properties();
        try (var resource = BuildInfo.class.getResourceAsStream("build.properties")) {
            if (resource != null) {
                build.load(resource);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("build.properties cannot be read", e);
        }
        return build.getProperty("version", "unknown");
    }
}
