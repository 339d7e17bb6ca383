package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.service.http.HttpServer;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.service.lifecycle.RunningService;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.service.management.Health;
import io.github.spacecrafttracker.service.management.ManagementServer;
import io.github.spacecrafttracker.service.management.Metrics;
import io.github.spacecrafttracker.service.text.Causes;
import io.github.spacecrafttracker.streams.catalogue.Catalogue;
import io.github.spacecrafttracker.streams.catalogue.CatalogueMeters;
import io.github.spacecrafttracker.streams.catalogue.CatalogueTopology;
import io.github.spacecrafttracker.streams.catalogue.SpacecraftCountCollector;
import io.github.spacecrafttracker.streams.changelog.ChangeDelayTimer;
import io.github.spacecrafttracker.streams.changelog.ChangeLog;
import io.github.spacecrafttracker.streams.changelog.LatestTransitions;
import io.github.spacecrafttracker.streams.changelog.TransitionTimeCollector;
import io.github.spacecrafttracker.streams.diff.DiffMeters;
import io.github.spacecrafttracker.streams.diff.DiffTopology;
import io.github.spacecrafttracker.streams.http.ApiServer;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.github.spacecrafttracker.streams.http.feed.FeedApi;
import io.github.spacecrafttracker.streams.http.feed.Subscribers;
import io.github.spacecrafttracker.streams.http.history.HistoryApi;
import io.github.spacecrafttracker.streams.http.ll2.IndexApi;
import io.github.spacecrafttracker.streams.http.ll2.SpacecraftApi;
import io.github.spacecrafttracker.streams.http.status.ContractsApi;
import io.github.spacecrafttracker.streams.http.status.DiffAssignment;
import io.github.spacecrafttracker.streams.http.status.StatusApi;
import io.github.spacecrafttracker.streams.http.web.PageApi;
import io.github.spacecrafttracker.streams.runtime.StreamsRunner;
import io.github.spacecrafttracker.streams.watermark.WatermarkReader;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads snapshots, writes changes, and serves both. If one of its two Kafka Streams applications,
 * the reader of the change topics or that of the watermarks dies, the service ends with the cause.
 */
public final class StreamsService implements RunningService {
    private static final Logger logger = LoggerFactory.getLogger(StreamsService.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final CompletableFuture<Object> ended;
    private final Health.Draining health;
    private final Subscribers subscribers;
    private final ManagementServer management;
    private final HttpServer http;
    private final Duration drain;

    private StreamsService(
            CompletableFuture<Object> ended,
            Health.Draining health,
            Subscribers subscribers,
            ManagementServer management,
            HttpServer http,
            Duration drain) {
        this.ended = ended;
        this.health = health;
        this.subscribers = subscribers;
        this.management = management;
        this.http = http;
        this.drain = drain;
    }

    /**
     * Creates or checks the topics, reads the change topics to their end, and starts the
     * applications and the servers. The service becomes ready later, once the catalogue has been
     * read.
     *
     * @param closer closes everything that this method opens
     * @param host the name or address on which the ports listen
     * @throws StartException if no broker is reachable, a topic is not as required, or a port is
     *     not available
     */
    public static StreamsService start(Closer closer, String host, StreamsSettings settings, KafkaSettings kafka)
            throws StartException {
        var clock = Clock.systemUTC();
        var registry = Metrics.registry();
        var topics = Topics.withPrefix(kafka.topicPrefix());
        var found = TopicSet.ensure(kafka, topics);
        var properties = settings.properties(kafka);

        // From snapshots to changes.
        var diffMeters = new DiffMeters(registry);
        var diff = closer.add(
                new StreamsRunner("diff", new DiffTopology(topics, diffMeters), properties.diff(), registry));
        var assignment = new DiffAssignment(diff.streams(), topics);
        diffMeters.bindLag(registry, assignment::lags);

        // From snapshots and polls to the current state.
        var catalogueMeters = new CatalogueMeters(registry);
        var catalogueUpdates = closer.add(new StreamsRunner(
                "catalogue", new CatalogueTopology(topics, catalogueMeters), properties.catalogue(), registry));
        var catalogue = new Catalogue(catalogueUpdates.streams());
        catalogueMeters.bindListAges(registry, catalogue);
        registry.getPrometheusRegistry().register(new SpacecraftCountCollector(catalogue));

        // From changes to their readers.
        var transitions = new LatestTransitions();
        registry.getPrometheusRegistry().register(new TransitionTimeCollector(transitions, clock));
        var changes = closer.add(ChangeLog.open(
                kafka,
                topics,
                found,
                settings.changesHeld(),
                List.of(new ChangeDelayTimer(registry), transitions::add)));
        changes.bindMetrics(registry);
        var watermarks = closer.add(new WatermarkReader(
                catalogue,
                changes,
                Admin.create(kafka.admin()),
                properties.diff().getProperty(StreamsConfig.APPLICATION_ID_CONFIG),
                topics.snapshots().name()));
        var subscribers = new Subscribers(changes, settings.feed());
        subscribers.bindMetrics(registry);

        var health = new Health.Draining(new StreamsHealth(diff, catalogueUpdates, catalogue, changes.reachability()));
        var management = closer.add(ManagementServer.start(
                host, settings.managementPort(), StreamsSettings.MANAGEMENT_PORT, health, registry));
        // The changes are read before the port that serves them opens.
        changes.start();

        var url = BaseUrl.of(settings.publicUrl());
        var page = new PageApi(catalogue, changes, transitions, watermarks::current, settings.images(), url, clock);
        var feed = new FeedApi(changes, subscribers, id -> catalogue.contains(id) || changes.hasRead(id), url);
        var history = new HistoryApi(watermarks::current, changes::history, url, clock);
        var spacecraft = new SpacecraftApi(catalogue, url, clock);
        var status = new StatusApi(settings.address(), health, catalogue, assignment, clock);
        var http = closer.add(
                ApiServer.start(host, settings.httpPort(), settings.feed().clients(), registry, routes -> {
                    page.addTo(routes);
                    feed.addTo(routes);
                    history.addTo(routes);
                    spacecraft.addTo(routes);
                    status.addTo(routes);
                    new IndexApi(url).addTo(routes);
                    new ContractsApi(url).addTo(routes);
                }));
        diff.start();
        catalogueUpdates.start();
        watermarks.start();
        logger.info("The API is on port {}, health and metrics are on port {}.", http.port(), management.port());

        var ended =
                CompletableFuture.anyOf(diff.ended(), catalogueUpdates.ended(), changes.ended(), watermarks.ended());
        var service = new StreamsService(ended, health, subscribers, management, http, settings.drain());
        return closer.add(service, settings.drain().plus(CLOSE_TIMEOUT));
    }

    /** Returns the port of the API. */
    public int port() {
        return http.port();
    }

    /** Returns the port of health and metrics. */
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

    /**
     * Drains the service: reports that it is not ready while it still serves requests, ends the
     * streams of the feed, and makes {@link #await} return. The closer then closes everything that
     * {@link #start} opened.
     */
    @Override
    public void close() {
        health.begin();
        http.drainConnections();
        try {
            ended.get(drain.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            logger.debug("The service has drained.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            logger.debug("The service died before it was closed: {}", Causes.inOneLine(e));
        }
        subscribers.close();
        ended.complete(true);
    }
}
