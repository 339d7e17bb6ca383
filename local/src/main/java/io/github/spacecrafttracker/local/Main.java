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
import java.util.ArrayList;
import java.util.List;

/** Everything in one process: a broker, an upstream where none is set, the poller, the streams service, and a console that subscribes. */
public final class Main {
    private static final String LOOPBACK = "127.0.0.1";

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Lifecycle.run("local", Main::start));
    }

    private static RunningService start(Closer closing, Environment environment)
            throws InvalidSettingsException, StartException {
        var settings = LocalSettings.from(environment);
        environment.check();

        var broker = closing.add(broker(settings));
        var kafka = settings.kafka(broker.bootstrapServers());
        var topics = Topics.withPrefix(kafka.topicPrefix());
        TopicSet.ensure(kafka, topics);
        var madeUp = settings.madeUp() ? closing.add(ScenarioUpstream.start(settings.folder())) : null;
        var console = closing.add(Console.open(System.out, topics, kafka));

        var streams = closing.add(StreamsService.start(closing, LOOPBACK, settings.streams(), kafka));
        var metrics = Metrics.registry();
        var baseUrl = madeUp == null ? settings.poller().baseUrl() : madeUp.baseUrl();
        var http = new JdkHttpExchange(settings.poller().token());
        var poller = closing.add(PollerService.start(settings.pollerOf(baseUrl), kafka, http, metrics));
        var management = closing.add(ManagementServer.start(
                LOOPBACK, settings.pollerManagementPort(), "POLLER_MANAGEMENT_PORT", poller, metrics));

        new StartupBanner(settings, broker, streams, management).lines().forEach(console::say);
        var running = new ArrayList<RunningService>(List.of(console, streams, poller));
        if (madeUp != null) {
            running.add(madeUp);
            console.whenSwept(madeUp::play);
        }
        return new ServiceGroup(running, broker.fatalFault());
    }

    private static EmbeddedBroker broker(LocalSettings settings) throws StartException {
        try {
            Files.createDirectories(settings.folder());
            return EmbeddedBroker.start(settings.folder().resolve("kafka"), settings.brokerPort());
        } catch (BrokerStartException e) {
            throw new StartException(
                    e.getMessage() + ": set LOCAL_KAFKA_PORT to a free port, and LOCAL_DATA_DIR to a folder of its own,"
                            + " to run a second copy",
                    e);
        } catch (IOException e) {
            throw new StartException(
                    "can't write to " + settings.folder() + ": set LOCAL_DATA_DIR to a folder that can be written", e);
        }
    }
}
