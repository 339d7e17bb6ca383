package io.github.spacecrafttracker.local;

import io.github.spacecrafttracker.embedded.broker.BrokerStartException;
import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.poller.PollerService;
import io.github.spacecrafttracker.poller.ll2.JdkHttpExchange;
import io.github.spacecrafttracker.service.config.Environment;
import io.github.spacecrafttracker.service.config.InvalidSettingsException;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.service.lifecycle.Lifecycle;
import io.github.spacecrafttracker.service.lifecycle.RunningService;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.service.management.ManagementServer;
import io.github.spacecrafttracker.service.management.Metrics;
import io.github.spacecrafttracker.streams.StreamsService;
import io.github.spacecrafttracker.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs everything in one process: a broker, a made-up upstream API unless {@code LL2_BASE_URL} is
 * set, the poller, the streams service, and a console that subscribes to the changes.
 */
public final class Main {
    private static final Logger logger = LoggerFactory.getLogger(Main.class);
    private static final String LOOPBACK = "127.0.0.1";

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Lifecycle.run("local", Main::start));
    }

    private static RunningService start(Closer closing, Environment environment)
            throws InvalidSettingsException, StartException {
        var settings = LocalSettings.from(environment);
        environment.check();

        var broker = closing.add(startBroker(settings));
        var kafka = settings.kafka(broker.bootstrapServers());
        var topics = Topics.withPrefix(kafka.topicPrefix());
        var partitions =
                TopicSet.ensure(kafka, topics).partitions(topics.snapshots().name());
        var now = Instant.now();
        var story = new Scenario();
        var scenario = settings.isMadeUp() ? closing.add(ScenarioUpstream.start(settings.directory(), story)) : null;
        var past = scenario != null && scenario.needsPast()
                ? MadeUpPast.write(kafka, topics, partitions, story, now)
                : null;
        var console =
                closing.add(Console.open(settings.logsJson() ? logger::info : Console::print, topics, kafka, now));

        var streams = closing.add(StreamsService.start(closing, LOOPBACK, settings.streams(), kafka));
        if (past != null) {
            past.awaitDiffed();
        }
        var metrics = Metrics.registry();
        var baseUrl = scenario == null ? settings.poller().baseUrl() : scenario.baseUrl();
        var http = new JdkHttpExchange(settings.poller().token());
        var poller = closing.add(PollerService.start(settings.pollerOf(baseUrl), kafka, http, metrics));
        var management = closing.add(ManagementServer.start(
                LOOPBACK, settings.pollerManagementPort(), "POLLER_MANAGEMENT_PORT", poller, metrics));

        var banner = new StartupBanner(
                settings, broker.bootstrapServers(), streams.port(), streams.managementPort(), management.port());
        if (settings.logsJson()) {
            banner.logLines().forEach(logger::info);
        } else {
            banner.lines().forEach(System.out::println);
        }
        var running = new ArrayList<RunningService>(List.of(console, streams, poller));
        if (scenario != null) {
            running.add(scenario);
            console.afterFirstSweep(scenario::play);
        }
        return new ServiceGroup(running, broker.fatalFault());
    }

    private static EmbeddedBroker startBroker(LocalSettings settings) throws StartException {
        try {
            Files.createDirectories(settings.directory());
            return EmbeddedBroker.start(settings.directory().resolve("kafka"), settings.brokerPort());
        } catch (BrokerStartException e) {
            throw new StartException(
                    e.getMessage() + ": to run a second copy, set LOCAL_KAFKA_PORT to a free port and LOCAL_DATA_DIR to"
                            + " another directory",
                    e);
        } catch (IOException e) {
            throw new StartException(
                    "cannot write to " + settings.directory() + ": set LOCAL_DATA_DIR to a writable directory", e);
        }
    }
}
