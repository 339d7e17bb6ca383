package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.contract.Contracts;
import io.github.spacecrafttracker.service.http.HttpServer;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.service.lifecycle.Running;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.service.management.Draining;
import io.github.spacecrafttracker.service.management.ManagementServer;
import io.github.spacecrafttracker.service.management.Metrics;
import io.github.spacecrafttracker.service.text.Causes;
import io.github.spacecrafttracker.streams.catalogue.Catalogue;
import io.github.spacecrafttracker.streams.catalogue.CatalogueGauges;
import io.github.spacecrafttracker.streams.catalogue.CatalogueMeters;
import io.github.spacecrafttracker.streams.catalogue.CatalogueTopology;
import io.github.spacecrafttracker.streams.catalogue.SpacecraftCounts;
import io.github.spacecrafttracker.streams.changelog.ChangeDelays;
import io.github.spacecrafttracker.streams.changelog.ChangeLog;
import io.github.spacecrafttracker.streams.changelog.TransitionTimes;
import io.github.spacecrafttracker.streams.changelog.Transitions;
import io.github.spacecrafttracker.streams.diff.DiffGauges;
import io.github.spacecrafttracker.streams.diff.DiffMeters;
import io.github.spacecrafttracker.streams.diff.DiffTopology;
import io.github.spacecrafttracker.streams.http.ApiServer;
import io.github.spacecrafttracker.streams.http.feed.FeedApi;
import io.github.spacecrafttracker.streams.http.feed.Subscribers;
import io.github.spacecrafttracker.streams.http.ll2.IndexApi;
import io.github.spacecrafttracker.streams.http.ll2.SpacecraftApi;
import io.github.spacecrafttracker.streams.http.ll2.ThrottleApi;
import io.github.spacecrafttracker.streams.http.ll2.html.HtmlPage;
import io.github.spacecrafttracker.streams.http.status.DiffPartitions;
import io.github.spacecrafttracker.streams.http.status.DocumentRoute;
import io.github.spacecrafttracker.streams.http.status.SchemasApi;
import io.github.spacecrafttracker.streams.http.status.StatusApi;
import io.github.spacecrafttracker.streams.http.web.PageApi;
import io.github.spacecrafttracker.streams.runtime.StreamsProperties;
import io.github.spacecrafttracker.streams.runtime.StreamsRunner;
import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The diff, the catalogue and the servers in front of them. It ends when one of the two applications dies, or the reader of the changes, with its cause. */
public final class StreamsService implements Running {
    private static final Logger logger = LoggerFactory.getLogger(StreamsService.class);
    private static final Duration TO_CLOSE = Duration.ofSeconds(5);

    private final CompletableFuture<Object> ended;
    private final HttpServer http;
    private final ManagementServer management;
    private final Draining draining;
    private final Duration drain;

    private StreamsService(
            List<StreamsRunner> applications,
            ChangeLog changes,
            HttpServer http,
            ManagementServer management,
            Draining draining,
            Duration drain) {
        this.http = http;
        this.management = management;
        this.draining = draining;
        this.drain = drain;
        this.ended = CompletableFuture.anyOf(
                Stream.concat(applications.stream().map(StreamsRunner::ended), Stream.of(changes.ended()))
                        .toArray(CompletableFuture[]::new));
    }

    /**
     * Makes or checks the topics, opens the ports and starts both applications; what is held is read afterwards, meanwhile it answers that it is not ready.
     *
     * @param closing takes over whatever is opened
     * @param host what the ports listen on, name or address
     * @throws StartException the broker, a topic or a port is not as it must be
     */
    public static StreamsService start(Closer closing, String host, StreamsSettings settings, KafkaSettings kafka)
            throws StartException {
        var topics = Topics.under(kafka.topicPrefix());
        var found = TopicSet.ensure(kafka, topics);

        var meters = Metrics.registry();
        var properties = new StreamsProperties(kafka, settings);
        var diffMeters = new DiffMeters(meters);
        var diff =
                closing.add(new StreamsRunner("diff", new DiffTopology(topics, diffMeters), properties.diff(), meters));
        var reader = closing.add(new StreamsRunner(
                "catalogue",
                new CatalogueTopology(topics, new CatalogueMeters(meters)),
                properties.catalogue(),
                meters));
        var applications = List.of(diff, reader);
        applications.forEach(application -> closing.add(application.bindMetrics(meters)));

        var changes = closing.add(ChangeLog.open(kafka, topics, found, settings.changesHeld()));
        changes.bindMetrics(meters);
        changes.addListener(new ChangeDelays(meters));
        var transitions = new Transitions();
        changes.addListener(transitions::take);
        meters.getPrometheusRegistry().register(new TransitionTimes(transitions, InstantSource.system()));
        var subscribers = new Subscribers(changes, settings.feed());
        subscribers.bindMetrics(meters);

        var catalogue = new Catalogue(reader.streams());
        var partitions = new DiffPartitions(diff.streams(), topics);
        measure(meters, new DiffGauges(diffMeters.progress(), partitions::lags), catalogue);
        var status = new StreamsHealth(diff, reader, catalogue, changes.contact());
        var draining = new Draining(status);
        var management = closing.add(ManagementServer.start(
                host, settings.managementPort(), StreamsSettings.MANAGEMENT_PORT, draining, meters));
        var api = new SpacecraftApi(catalogue, settings.publicUrl(), new HtmlPage(), Clock.systemUTC());
        var tracker = new StatusApi(settings.address(), draining, catalogue, partitions, InstantSource.system());
        var feed =
                new FeedApi(changes, subscribers, id -> catalogue.holds(id) || changes.knows(id), settings.publicUrl());
        var page = new PageApi(
                catalogue, changes, transitions, settings.images(), settings.publicUrl(), InstantSource.system());
        changes.start();
        var http = closing.add(
                ApiServer.start(host, settings.httpPort(), settings.feed().clients(), meters, config -> {
                    page.addTo(config);
                    feed.addTo(config);
                    api.addTo(config);
                    tracker.addTo(config);
                    new IndexApi(settings.publicUrl()).addTo(config);
                    new ThrottleApi(settings.publicUrl()).addTo(config);
                    new DocumentRoute("/v1/openapi.json", Contracts.openApi()).addTo(config);
                    new DocumentRoute("/v1/asyncapi.json", Contracts.asyncApi()).addTo(config);
                    new SchemasApi(settings.publicUrl()).addTo(config);
                }));
        closing.add(subscribers);
        logger.info("the API is on port {}, health and metrics on port {}", http.port(), management.port());
        applications.forEach(StreamsRunner::start);
        var service = new StreamsService(applications, changes, http, management, draining, settings.drain());
        return closing.add(service, settings.drain().plus(TO_CLOSE));
    }

    private static void measure(PrometheusMeterRegistry meters, DiffGauges diff, Catalogue catalogue) {
        diff.bindTo(meters);
        new CatalogueGauges(catalogue, InstantSource.system()).bindTo(meters);
        meters.getPrometheusRegistry().register(new SpacecraftCounts(catalogue));
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

    /** Says that it is not ready, goes on answering for as long as it drains, and ends the waiting; what was opened is closed by who took it over at the start. */
    @Override
    public void close() {
        draining.begin();
        http.drainConnections();
        try {
            ended.get(drain.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            ended.complete(true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended.complete(true);
        } catch (ExecutionException e) {
            logger.debug("it died before it was closed: {}", Causes.inOneLine(e));
        }
    }
}
