package io.github.spacecrafttracker.service.lifecycle;

import ch.qos.logback.core.PropertyDefinerBase;
import io.github.spacecrafttracker.service.config.Environment;

/** {@code LOG_FORMAT} for logback, which has a file of its own for each. */
public final class LogFormat extends PropertyDefinerBase {
    /** {@code text} for people or {@code json} for machines; one that is neither is noted in the environment, and reads as {@code text}. */
    static String from(Environment environment) {
        return environment.oneOf("LOG_FORMAT", "text", "text", "json");
    }

    @Override
    public String getPropertyValue() {
        return from(new Environment(System.getenv()));
    }
}
