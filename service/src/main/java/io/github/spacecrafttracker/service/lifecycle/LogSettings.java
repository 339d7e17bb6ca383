package io.github.spacecrafttracker.service.lifecycle;

import ch.qos.logback.core.PropertyDefinerBase;
import io.github.spacecrafttracker.service.config.Environment;

/**
 * Provides {@code LOG_LEVEL} and {@code LOG_FORMAT} to {@code logback.xml}. Logback itself would
 * log everything if it did not know the level, so an invalid value reads as the default here and is
 * rejected by {@link Lifecycle} together with all other settings.
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

    /** Reads both, so that their errors are collected. */
    static void check(Environment environment) {
        level(environment);
        format(environment);
    }

    private static String level(Environment environment) {
        return environment.oneOf(LEVEL, "INFO", "OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE");
    }

    /** There is a logback file for each format. */
    private static String format(Environment environment) {
        return environment.oneOf(FORMAT, "text", "text", "json");
    }
}
