package io.github.spacecrafttracker.service.lifecycle;

import ch.qos.logback.core.PropertyDefinerBase;
import io.github.spacecrafttracker.service.config.Environment;

/** {@code LOG_LEVEL} for logback, which would tell everything where it does not know the word. */
public final class LogLevel extends PropertyDefinerBase {
    /** One of logback's words; one that is none is noted in the environment, and reads as {@code INFO}. */
    static String from(Environment environment) {
        return environment.oneOf("LOG_LEVEL", "INFO", "OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE");
    }

    @Override
    public String getPropertyValue() {
        return from(new Environment(System.getenv()));
    }
}
