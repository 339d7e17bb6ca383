package io.github.spacecrafttracker.streams.http.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.history.History;
import io.github.spacecrafttracker.streams.history.KnownHistory;
import io.github.spacecrafttracker.streams.history.NumberInSpace;
import io.github.spacecrafttracker.streams.history.Watermarks;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.github.spacecrafttracker.streams.http.MediaRange;
import io.github.spacecrafttracker.streams.http.ReadOnlyResource;
import io.github.spacecrafttracker.streams.http.RequestException;
import io.github.spacecrafttracker.streams.http.StrictParameters;
import io.github.spacecrafttracker.streams.query.Parameters;
import io.github.spacecrafttracker.streams.query.WholeNumber;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The routes {@code /v1/spacecraft}, {@code /v1/in-space} and {@code /v1/spacecraft/{id}/presence}.
 * See docs/guarantees.md#g9.
 */
public final class HistoryApi {
    private final Supplier<Optional<Watermarks>> watermarks;
    private final Supplier<History> history;
    private final BaseUrl baseUrl;
    private final InstantSource clock;

    /** @param watermarks empty until the history can be queried */
    public HistoryApi(
            Supplier<Optional<Watermarks>> watermarks,
            Supplier<History> history,
            BaseUrl baseUrl,
            InstantSource clock) {
        this.watermarks = watermarks;
        this.history = history;
        this.baseUrl = baseUrl;
        this.clock = clock;
    }

    public void addTo(JavalinConfig config) {
        add(config, "/v1/spacecraft", this::sendStates);
        add(config, "/v1/in-space", this::sendNumberInSpace);
        add(config, "/v1/spacecraft/{id}/presence", this::sendPresence);
    }

    private interface Route {
        void serve(Context context, KnownHistory known) throws RequestException;
    }

    private void add(JavalinConfig config, String path, Route route) {
        new ReadOnlyResource(path, context -> serve(context, route)).addTo(config);
    }

    private void serve(Context context, Route route) {
        context.header(Header.CACHE_CONTROL, "no-cache");
        var known = KnownHistory.read(watermarks, history);
        try {
            route.serve(context, known.orElseThrow(HistoryApi::notYetRead));
        } catch (RequestException e) {
            reject(context, e, known.map(KnownHistory::knownFrom).or(() -> history.get()
                    .knownFrom()));
        }
    }

    private static RequestException notYetRead() {
        return new RequestException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "not-yet-read",
                "The history is not complete yet. It begins with the first complete sweep.");
    }

    private void sendStates(Context context, KnownHistory known) throws RequestException {
        var parameters = Parameters.parse(context.queryString());
        var request = HistoryRequest.States.parse(new StrictParameters(parameters));
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        // The clock of the poller may be ahead.
        var latest = now.isBefore(known.knownFrom()) ? known.knownFrom() : now;
        var at = request.at().orElse(latest);
        if (at.isAfter(latest)) {
            throw new RequestException(HttpStatus.BAD_REQUEST, "in-the-future", "\"at\" is in the future.");
        }
        requireKnown(HistoryRequest.AT, at, known);
        var states = known.history().at(at, known.watermarks()).stream()
                .filter(request::accepts)
                .toList();
        var fixed = parameters.with(HistoryRequest.AT, Json.time(at));
        int end = (int) Math.min(states.size(), (long) request.offset() + request.limit());
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("at", at);
        body.put("as_of", known.history().asOf(request.spacecraft(), known.watermarks()));
        body.put("known_from", known.knownFrom());
        body.put("count", states.size());
        body.put("next", end < states.size() ? link(context, withOffset(fixed, end)) : null);
        body.put(
                "previous",
                request.offset() == 0
                        ? null
                        : link(context, withOffset(fixed, Math.max(0, request.offset() - request.limit()))));
        body.put(
                "results",
                states.subList(Math.min(request.offset(), states.size()), end).stream()
                        .map(HistoryRows::state)
                        .toList());
        sendJson(context, body);
    }

    private void sendNumberInSpace(Context context, KnownHistory known) throws RequestException {
        var request = HistoryRequest.InSpace.parse(new StrictParameters(Parameters.parse(context.queryString())));
        var asOf = known.asOf();
        var from = request.from().orElse(known.knownFrom());
        var to = request.to().filter(asOf::isAfter).orElse(asOf);
        requireKnown(HistoryRequest.FROM, from, known);
        if (request.to().isPresent()) {
            requireKnown(HistoryRequest.TO, request.to().get(), known);
        }
        var steps = from.isAfter(to)
                ? List.<NumberInSpace.Step>of()
                : known.history().numberInSpace().between(from, to, request.limit() + 1);
        boolean hasMore = steps.size() > request.limit();
        var page = hasMore ? steps.subList(0, request.limit()) : steps;
        var next = hasMore
                ? link(context, request.nextPage(steps.get(request.limit()).time(), to))
                : null;
        context.header(Header.VARY, Header.ACCEPT);
        if (prefersCsv(context)) {
            if (next != null) {
                context.header("Link", "<" + next + ">; rel=\"next\"");
            }
            context.status(HttpStatus.OK)
                    .contentType("text/csv; charset=utf-8")
                    .header(Header.ALLOW, ReadOnlyResource.ALLOWED)
                    .result(NumberInSpace.csv(page).getBytes(UTF_8));
            return;
        }
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("from", from);
        body.put("to", to);
        body.put("as_of", asOf);
        body.put("known_from", known.knownFrom());
        body.put("next", next);
        body.put("results", page);
        sendJson(context, body);
    }

    private void sendPresence(Context context, KnownHistory known) throws RequestException {
        new StrictParameters(Parameters.parse(context.queryString())).rejectUnknown(List.of());
        var presence = WholeNumber.parseId(context.pathParam("id"))
                .flatMap(known::presence)
                .orElseThrow(RequestException::noSuchSpacecraft);
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("id", presence.spacecraft());
        body.put("name", presence.name());
        body.put("as_of", presence.asOf());
        body.put("known_from", known.knownFrom());
        body.put("results", presence.stays().stream().map(HistoryRows::stay).toList());
        sendJson(context, body);
    }

    private static void requireKnown(String name, Instant time, KnownHistory known) throws RequestException {
        if (time.isBefore(known.knownFrom())) {
            throw new RequestException(
                    HttpStatus.BAD_REQUEST,
                    "before-known-from",
                    "\"" + name + "\" is before " + Json.time(known.knownFrom()) + ", when the history begins.");
        }
    }

    private static boolean prefersCsv(Context context) {
        var ranges = MediaRange.parseAll(Collections.list(context.req().getHeaders(Header.ACCEPT)));
        return MediaRange.weightOf("text/csv", ranges) > MediaRange.weightOf("application/json", ranges);
    }

    private static Parameters withOffset(Parameters parameters, int offset) {
        return parameters.with(HistoryRequest.OFFSET, Integer.toString(offset));
    }

    private String link(Context context, Parameters parameters) throws RequestException {
        return baseUrl.forRequest(context.scheme(), context.header(Header.HOST))
                .map(base -> parameters.link(base + context.path()))
                .orElseThrow(RequestException::invalidHost);
    }

    private static void reject(Context context, RequestException rejected, Optional<Instant> knownFrom) {
        if (rejected.status() == HttpStatus.SERVICE_UNAVAILABLE) {
            context.header(Header.RETRY_AFTER, ReadOnlyResource.RETRY_AFTER_SECONDS);
        }
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("detail", rejected.getMessage());
        body.put("reason", rejected.reason());
        knownFrom.ifPresent(time -> body.put("known_from", time));
        ReadOnlyResource.sendJson(context, rejected.status(), Json.MAPPER.writeValueAsBytes(body));
    }

    private static void sendJson(Context context, Map<String, @Nullable Object> body) {
        ReadOnlyResource.sendJson(context, HttpStatus.OK, Json.MAPPER.writeValueAsBytes(body));
    }
}
