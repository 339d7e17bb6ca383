package io.github.spacecrafttracker.service.lifecycle;

import ch.qos.logback.core.PropertyDefinerBase;
import io.github.spacecrafttracker.service.config.Environment;

/**
 * Provides {@code LOG_LEVEL} and {@code LOG_FORMAT} to {@code logback.xml}. Logback would log
 * everything if the level were invalid, so this class replaces an invalid value with the default,
 * and {@link Lifecycle} rejects it together with all other invalid settings.
 */
public final class LogSettings extends PropertyDefinerBase {
    private static final String LEVEL = "LOG_LEVEL";
    private static final String FORMAT = "LOG_FORMAT";

    private String setting = LEVEL;

    /** Called by logback for the element {@code setting}. */
    public void setSetting(String setting) {
        this.setting = setting;
    }

    @Override
    public String getPropertyValue() {
        var environment = new Environment(System.getenv());
        return setting.equals(FORMAT) ? format(environment) : level(environment);
    }

    /** Reads both settings, so that their errors are collected. */
    static void check(Environment environment) {
        level(environment);
        format(environment);
    }

    private static String level(Environment environment) {
        return environment.oneOf(LEVEL, "INFO", "OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE");
    }

    /** The formats, each of which has a logback file. */
    private static String format(Environment environment) {
        return environment.oneOf(FORMAT, "text", "text", "json");
    }
}
