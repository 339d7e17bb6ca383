package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poller.ll2.HttpExchange;
import io.github.spacecrafttracker.poller.ll2.JdkHttpExchange;
import io.github.spacecrafttracker.service.config.Environment;
import io.github.spacecrafttracker.service.config.InvalidSettingsException;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.service.lifecycle.Lifecycle;
import io.github.spacecrafttracker.service.lifecycle.RunningService;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.service.management.ManagementServer;
import io.github.spacecrafttracker.service.management.Metrics;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the poller as a separate process. */
public final class Main {
    private static final Logger logger = LoggerFactory.getLogger(Main.class);
    private static final String ALL_ADDRESSES = "0.0.0.0";
    private static final String MANAGEMENT_PORT = "POLLER_MANAGEMENT_PORT";

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Lifecycle.run(
                "poller",
                (closer, environment) ->
                        start(closer, environment, settings -> new JdkHttpExchange(settings.token()))));
    }

    /** @param http called with valid settings */
    static RunningService start(Closer closer, Environment environment, Function<PollerSettings, HttpExchange> http)
            throws InvalidSettingsException, StartException {
        var kafka = KafkaSettings.from(environment);
        var settings = PollerSettings.from(environment);
        var managementPort = environment.port(MANAGEMENT_PORT, 8082);
        environment.check();

        var registry = Metrics.registry();
        var poller = closer.add(PollerService.start(settings, kafka, http.apply(settings), registry));
        var management =
                closer.add(ManagementServer.start(ALL_ADDRESSES, managementPort, MANAGEMENT_PORT, poller, registry));
        logger.info("Health and metrics are on port {}.", management.port());
        return poller;
    }
}
