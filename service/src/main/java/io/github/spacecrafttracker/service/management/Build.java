package io.github.spacecrafttracker.service.management;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What was built. */
public final class Build {
    private Build() {}

    /** As the POM has it; {@code unknown} where the classes were compiled by something else. */
    public static String version() {
        var build = new Properties();
        try (var resource = Build.class.getResourceAsStream("build.properties")) {
            if (resource != null) {
                build.load(resource);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("build.properties cannot be read", e);
        }
        return build.getProperty("version", "unknown");
    }
}
