package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.service.config.Environment;
import io.github.spacecrafttracker.service.config.InvalidSettingsException;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.service.lifecycle.Lifecycle;
import io.github.spacecrafttracker.service.lifecycle.StartException;

/** Runs the streams service in a separate process. */
public final class Main {
    private static final String ALL_ADDRESSES = "0.0.0.0";

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Lifecycle.run("streams", Main::start));
    }

    private static StreamsService start(Closer closer, Environment environment)
            throws InvalidSettingsException, StartException {
        var kafka = KafkaSettings.from(environment);
        var settings = StreamsSettings.from(environment);
        environment.check();
        return StreamsService.start(closer, ALL_ADDRESSES, settings, kafka);
    }
}
