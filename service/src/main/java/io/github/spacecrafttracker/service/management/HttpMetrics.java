package io.github.spacecrafttracker.service.management;

import io.javalin.config.JavalinConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jetty.JettyServerThreadPoolMetrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/**
 * Counts requests, and measures the time from the headers of each to the end of its reply. This
 * includes requests that are rejected before routing, but not invalid HTTP. The label of a route is
 * its template, so the number of series does not depend on the requested paths. All counters are
 * exposed from the start, at zero, so that the first failure of a route is an increase. A timer is
 * exposed only after its first reply, because there would otherwise be thousands of series.
 */
// Micrometer's TimedHandler has no count before the first reply, and adds a series for every method
// name that a client sends.
public final class HttpMetrics extends Handler.Wrapper {
    private static final String ROUTE = HttpMetrics.class.getName() + ".route";
    private static final String NO_ROUTE = "none";
    private static final Duration[] BUCKETS = Metrics.buckets(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000);

    private final MeterRegistry registry;
    private final List<Integer> statuses;
    private final MeterProvider<Counter> requests;
    private final MeterProvider<Timer> durations;
    private final AtomicInteger inWork = new AtomicInteger();

    /**
     * @param statuses the statuses with a counter from the start; any other status gets one with
     *     its first reply
     */
    public HttpMetrics(MeterRegistry registry, List<Integer> statuses) {
        this.registry = registry;
        this.statuses = statuses;
        this.requests = Counter.builder("tracker.http.requests")
                .description("Requests whose reply has ended")
                .withRegistry(registry);
        this.durations = Timer.builder("tracker.http.request.duration")
                .description("From a request's headers to the end of its reply")
                .serviceLevelObjectives(BUCKETS)
                .withRegistry(registry);
    }

    /** Measures this server, which must not have routes yet. */
    public void addTo(JavalinConfig config) {
        register(NO_ROUTE);
        config.events.handlerAdded(added -> {
            if (added.getHttpMethod().isHttpMethod()) {
                register(added.getPath());
            }
        });
        config.jetty.modifyServer(this::measure);
        config.routes.after(context -> {
            var matched = context.endpoints().matchedHttpEndpoint();
            if (matched != null) {
                context.attribute(ROUTE, matched.path);
            }
        });
    }

    private void register(String route) {
        statuses.forEach(status -> requests.withTags(tags(route, status)));
    }

    private void measure(Server server) {
        server.insertHandler(this);
        new JettyServerThreadPoolMetrics(server.getThreadPool(), Tags.of("server", "api")).bindTo(registry);
        Gauge.builder("tracker.http.connections", server, HttpMetrics::connections)
                .description("Open connections")
                .strongReference(true)
                .register(registry);
        Gauge.builder("tracker.http.requests.in.work", inWork::get)
                .description("Requests whose reply has not ended")
                .register(registry);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        inWork.incrementAndGet();
        Request.addCompletionListener(request, failure -> {
            inWork.decrementAndGet();
            var tags = tags(route(request), response.getStatus());
            requests.withTags(tags).increment();
            durations.withTags(tags).record(System.nanoTime() - request.getBeginNanoTime(), TimeUnit.NANOSECONDS);
        });
        return super.handle(request, response, callback);
    }

    private static String route(Request request) {
        return request.getAttribute(ROUTE) instanceof String route ? route : NO_ROUTE;
    }

    private static Tags tags(String route, int status) {
        return Tags.of("route", route, "status", Integer.toString(status));
    }

    private static int connections(Server server) {
        return Stream.of(server.getConnectors())
                .mapToInt(connector -> connector.getConnectedEndPoints().size())
                .sum();
    }
}
