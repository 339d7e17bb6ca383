package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poller.ll2.HttpExchange;
import io.github.spacecrafttracker.poller.ll2.JdkHttpExchange;
import io.github.spacecrafttracker.service.config.Environment;
import io.github.spacecrafttracker.service.config.InvalidSettingsException;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.service.lifecycle.Lifecycle;
import io.github.spacecrafttracker.service.lifecycle.Running;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.service.management.ManagementServer;
import io.github.spacecrafttracker.service.management.Metrics;
import io.github.spacecrafttracker.topic.Topics;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The poller as a service of its own: Launch Library 2 in, snapshots and reports out. */
public final class Main {
    private static final Logger logger = LoggerFactory.getLogger(Main.class);

    private Main() {}

    public static void main(String[] args) {
        System.exit(Lifecycle.run(
                "poller",
                (closing, environment) ->
                        start(closing, environment, settings -> new JdkHttpExchange(settings.token()))));
    }

    /** @param http made of the settings once they are known to be sound */
    static Running start(Closer closing, Environment environment, Function<PollerSettings, HttpExchange> http)
            throws InvalidSettingsException, StartException {
        var kafka = KafkaSettings.from(environment);
        var settings = PollerSettings.from(environment);
        var managementPort = environment.port("POLLER_MANAGEMENT_PORT", 8082);
        environment.check();

        var topics = Topics.under(kafka.topicPrefix());
        var partitions =
                TopicSet.ensure(kafka, topics).partitions(topics.snapshots().name());
        var metrics = Metrics.registry();
        var poller =
                closing.add(PollerService.start(settings, kafka, topics, partitions, http.apply(settings), metrics));
        var management = closing.add(
                ManagementServer.start("0.0.0.0", managementPort, "POLLER_MANAGEMENT_PORT", poller, metrics));
        logger.info("health and metrics are on port {}", management.port());
        return poller;
    }
}
