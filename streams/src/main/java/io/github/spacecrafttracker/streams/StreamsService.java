package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.service.Closing;
import io.github.spacecrafttracker.service.HttpServer;
import io.github.spacecrafttracker.service.KafkaSettings;
import io.github.spacecrafttracker.service.ManagementServer;
import io.github.spacecrafttracker.service.Metrics;
import io.github.spacecrafttracker.service.Running;
import io.github.spacecrafttracker.service.StartException;
import io.github.spacecrafttracker.service.TopicSet;
import io.github.spacecrafttracker.streams.api.IndexApi;
import io.github.spacecrafttracker.streams.api.SpacecraftApi;
import io.github.spacecrafttracker.streams.api.ThrottleApi;
import io.github.spacecrafttracker.streams.diff.DiffMeters;
import io.github.spacecrafttracker.streams.diff.DiffTopology;
import io.github.spacecrafttracker.streams.v1.OpenApiRoute;
import io.github.spacecrafttracker.streams.view.View;
import io.github.spacecrafttracker.streams.view.ViewGauges;
import io.github.spacecrafttracker.streams.view.ViewMeters;
import io.github.spacecrafttracker.streams.view.ViewTopology;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The diff, the view and the servers in front of them. It ends when one of the two applications dies, with its cause. */
public final class StreamsService implements Running {
    private static final HttpServer.Bounds BOUNDS = new HttpServer.Bounds(32, 512, 1024);

    private final CompletableFuture<Object> ended;
    private final HttpServer http;
    private final ManagementServer management;

    private StreamsService(List<Application> applications, HttpServer http, ManagementServer management) {
        this.http = http;
        this.management = management;
        this.ended = CompletableFuture.anyOf(
                applications.stream().map(Application::ended).toArray(CompletableFuture[]::new));
    }

    /**
     * Makes or checks the topics, opens the ports and starts both applications; what is held is read afterwards, meanwhile it answers that it is not ready.
     *
     * @param closing takes over whatever is opened
     * @param host what the ports listen on, name or address
     * @throws StartException the broker, a topic, a port or the state folder is not as it must be
     */
    public static StreamsService start(Closing closing, String host, StreamsSettings settings, KafkaSettings kafka)
            throws StartException {
        var topics = Topics.under(kafka.topicPrefix());
        TopicSet.ensure(kafka, topics);

        var meters = Metrics.registry();
        var properties = new StreamsProperties(kafka, settings);
        var diff = closing.add(
                Application.of("diff", new DiffTopology(topics, new DiffMeters(meters)), properties.diff()));
        var reader = closing.add(
                Application.of("view", new ViewTopology(topics, new ViewMeters(meters)), properties.view()));
        var applications = List.of(diff, reader);
        applications.forEach(application -> closing.add(application.measuredBy(meters)));

        var view = new View(reader.streams());
        new ViewGauges(view, Clock.systemUTC()).bindTo(meters);
        var management = closing.add(ManagementServer.start(
                host,
                settings.managementPort(),
                StreamsSettings.MANAGEMENT_PORT,
                new Status(applications, view),
                meters));
        var api = new SpacecraftApi(view, settings.publicUrl());
        var http =
                closing.add(HttpServer.start(host, settings.httpPort(), StreamsSettings.HTTP_PORT, BOUNDS, routes -> {
                    api.addTo(routes);
                    new IndexApi(settings.publicUrl()).addTo(routes);
                    new ThrottleApi().addTo(routes);
                    new OpenApiRoute().addTo(routes);
                }));
        applications.forEach(Application::start);
        return new StreamsService(applications, http, management);
    }

    /** The port of the API. */
    public int port() {
        return http.port();
    }

    /** The port of health and metrics. */
    public int managementPort() {
        return management.port();
    }

    @Override
    public void await() throws Exception {
        try {
            ended.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Ends the waiting; what was opened is closed by who took it over at the start. */
    @Override
    public void close() {
        ended.complete(true);
    }
}
