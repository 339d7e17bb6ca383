package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.service.Closing;
import io.github.spacecrafttracker.service.Environment;
import io.github.spacecrafttracker.service.InvalidSettingsException;
import io.github.spacecrafttracker.service.KafkaSettings;
import io.github.spacecrafttracker.service.Lifecycle;
import io.github.spacecrafttracker.service.StartException;

/** The streams service as a process of its own. */
public final class Main {
    private static final String ALL_ADDRESSES = "0.0.0.0";

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Lifecycle.run("streams", Main::start));
    }

    private static StreamsService start(Closing closing, Environment environment)
            throws InvalidSettingsException, StartException {
        var kafka = KafkaSettings.from(environment);
        var settings = StreamsSettings.from(environment);
        environment.check();
        return StreamsService.start(closing, ALL_ADDRESSES, settings, kafka);
    }
}
