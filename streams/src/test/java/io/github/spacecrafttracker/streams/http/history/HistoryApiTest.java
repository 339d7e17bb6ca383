package io.github.spacecrafttracker.streams.http.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.http.HttpServer;
import io.github.spacecrafttracker.snapshot.TrackedState.Status;
import io.github.spacecrafttracker.streams.HttpReply;
import io.github.spacecrafttracker.streams.history.History;
import io.github.spacecrafttracker.streams.history.HistoryChange;
import io.github.spacecrafttracker.streams.history.PastState;
import io.github.spacecrafttracker.streams.history.PastState.Counts;
import io.github.spacecrafttracker.streams.history.Watermarks;
import io.github.spacecrafttracker.streams.http.ApiServer;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Tests the replies about one history on 1 January 2026. Its baseline ends at 10:00 UTC, and the
 * requests are sent at 12:00 UTC. See docs/guarantees.md#g9.
 */
class HistoryApiTest {
    private static final PastState GROUND = state(false, "Active", 3L, 3L);
    private static final PastState SPACE = state(true, "Active", 4L, 3L);
    private static final History HISTORY = History.empty()
            .with(List.of(
                    new HistoryChange(1, 1, at("10:00"), at("10:00"), GROUND, true),
                    new HistoryChange(2, 1, at("09:59"), at("09:59"), SPACE, true),
                    // One observation shows that spacecraft 1 is in space and has one more flight.
                    new HistoryChange(1, 5, at("10:30"), at("10:40"), new PastState("S", true, null, null), false),
                    new HistoryChange(
                            1, 5, at("10:30"), at("10:40"), new PastState("S", null, null, new Counts(4L, 3L)), false),
                    // Spacecraft 2 is removed while it is in space, and spacecraft 3 appears.
                    new HistoryChange(2, 6, at("11:00"), at("11:10"), null, false),
                    new HistoryChange(3, 7, at("11:20"), at("11:20"), state(false, "Retired", null, 0L), false)));
    private static final Watermarks WATERMARKS =
            Watermarks.none().with(Map.of(1L, time("11:50"), 2L, time("11:00"), 3L, time("11:40")));

    @SuppressWarnings("NullAway.Init") // Initialized before all tests.
    private static HttpServer http;

    private static volatile Optional<Watermarks> watermarks = Optional.of(WATERMARKS);

    @BeforeAll
    static void start() throws Exception {
        var api = new HistoryApi(
                () -> watermarks,
                () -> HISTORY,
                BaseUrl.of(Optional.empty()),
                Clock.fixed(time("12:00"), ZoneOffset.UTC));
        http = ApiServer.start("127.0.0.1", 0, 1, new SimpleMeterRegistry(), api::addTo);
    }

    @AfterAll
    static void stop() {
        http.close();
    }

    @Test
    void an_observed_state_has_all_fields() throws Exception {
        assertThat(json("/v1/spacecraft?at=2026-01-01T10:20:00Z&spacecraft=1")).isEqualTo(Json.MAPPER.readTree("""
            {"at": "2026-01-01T10:20:00.000Z",
             "as_of": "2026-01-01T11:50:00.000Z",
             "known_from": "2026-01-01T10:00:00.000Z",
             "count": 1, "next": null, "previous": null,
             "results": [
               {"id": 1, "certainty": "observed", "name": "S", "in_space": false,
                "status": {"id": 1, "name": "Active"}, "flights_count": 3, "mission_ends_count": 3}]}"""));
    }

    @Test
    void an_uncertain_state_has_both_bounds_and_both_values_of_each_uncertain_field() throws Exception {
        assertThat(row("at=2026-01-01T10:35:00Z&spacecraft=1")).isEqualTo(Json.MAPPER.readTree("""
            {"id": 1, "certainty": "uncertain", "name": "S",
             "status": {"id": 1, "name": "Active"}, "mission_ends_count": 3,
             "not_before": "2026-01-01T10:30:00.000Z", "not_after": "2026-01-01T10:40:00.000Z",
             "before": {"in_space": false, "flights_count": 3},
             "after": {"in_space": true, "flights_count": 4}}"""));
    }

    @Test
    void the_absent_side_of_a_removal_is_null() throws Exception {
        assertThat(row("at=2026-01-01T11:05:00Z&spacecraft=2")).isEqualTo(Json.MAPPER.readTree("""
            {"id": 2, "certainty": "uncertain", "name": "S",
             "not_before": "2026-01-01T11:00:00.000Z", "not_after": "2026-01-01T11:10:00.000Z",
             "before": {"in_space": true, "status": {"id": 1, "name": "Active"},
                        "flights_count": 4, "mission_ends_count": 3},
             "after": null}"""));
        assertThat(ids("at=2026-01-01T11:10:00Z&spacecraft=2")).isEmpty();
    }

    @Test
    void an_unconfirmed_state_has_the_time_up_to_which_it_was_observed() throws Exception {
        assertThat(row("spacecraft=3")).isEqualTo(Json.MAPPER.readTree("""
            {"id": 3, "certainty": "unconfirmed", "name": "S", "observed_until": "2026-01-01T11:40:00.000Z",
             "in_space": false, "status": {"id": 2, "name": "Retired"},
             "flights_count": null, "mission_ends_count": 0}"""));
    }

    @Test
    void an_unknown_spacecraft_is_listed_only_on_request() throws Exception {
        assertThat(ids("at=2026-01-01T11:00:00Z")).containsExactly(1L, 2L);
        assertThat(ids("at=2026-01-01T11:00:00Z&certainty=unknown")).containsExactly(3L);
        assertThat(row("at=2026-01-01T11:00:00Z&spacecraft=3")).isEqualTo(Json.MAPPER.readTree("""
                    {"id": 3, "certainty": "unknown", "name": "S"}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "at=2026-01-01T10:20:00Z&in_space=true        | 2",
                "at=2026-01-01T10:20:00Z&in_space=false       | 1",
                // Each possible state counts.
                "at=2026-01-01T10:35:00Z&in_space=true        | 1,2",
                "at=2026-01-01T10:35:00Z&in_space=false       | 1",
                "at=2026-01-01T11:30:00Z&status=2             | 3",
                "at=2026-01-01T11:30:00Z&status=1,2           | 1,3",
                "at=2026-01-01T11:45:00Z&certainty=observed   | 1",
                "at=2026-01-01T11:45:00Z&certainty=observed,unconfirmed | 1,3",
                "at=2026-01-01T10:35:00Z&certainty=uncertain  | 1",
                "at=2026-01-01T12:00:00Z                      | 1,3",
                "at=2026-01-01T13:00:00%2B01:00               | 1,3",
            })
    void filters_accept_every_spacecraft_that_may_match(String query, String ids) throws Exception {
        assertThat(ids(query).stream().map(String::valueOf)).containsExactly(ids.split(","));
    }

    @Test
    void all_pages_show_the_states_at_the_same_time() throws Exception {
        var first = json("/v1/spacecraft?limit=1");

        assertThat(first.path("count").intValue()).isEqualTo(2);
        assertThat(first.path("next").stringValue())
                .isEqualTo("http://here/v1/spacecraft?at=2026-01-01T12%3A00%3A00.000Z&limit=1&offset=1");
        var second = json(first.path("next").stringValue().substring("http://here".length()));
        assertThat(second.path("results").path(0).path("id").longValue()).isEqualTo(3);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(second.path("previous").stringValue())
                .isEqualTo("http://here/v1/spacecraft?at=2026-01-01T12%3A00%3A00.000Z&limit=1&offset=0");
        assertThat(json("/v1/spacecraft?offset=7").path("results")).isEmpty();
    }

    @Test
    void as_of_is_the_oldest_watermark_of_the_requested_spacecraft() throws Exception {
        assertThat(json("/v1/spacecraft").path("as_of").stringValue()).isEqualTo("2026-01-01T11:40:00.000Z");
        assertThat(json("/v1/spacecraft?spacecraft=1").path("as_of").stringValue())
                .isEqualTo("2026-01-01T11:50:00.000Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/spacecraft?at=yesterday                     | invalid-parameter",
                "/v1/spacecraft?at=2026-01-01T12:00:01Z          | in-the-future",
                "/v1/spacecraft?at=2026-01-01T09:59:59Z          | before-known-from",
                "/v1/spacecraft?at=99999-01-01T00:00:00Z         | invalid-parameter",
                "/v1/spacecraft?in_space=perhaps                 | invalid-parameter",
                "/v1/spacecraft?status=Active                    | invalid-parameter",
                "/v1/spacecraft?certainty=likely                 | invalid-parameter",
                "/v1/spacecraft?limit=0                          | invalid-parameter",
                "/v1/spacecraft?limit=1001                       | invalid-parameter",
                "/v1/spacecraft?offset=-1                        | invalid-parameter",
                "/v1/spacecraft?inspace=true                     | invalid-parameter",
                "/v1/in-space?from=2026-01-01T09:00:00Z          | before-known-from",
                "/v1/in-space?to=2026-01-01T09:59:59Z            | before-known-from",
                "/v1/in-space?from=2026-01-01T11:00:00Z&to=2026-01-01T10:00:00Z | invalid-parameter",
                "/v1/in-space?limit=10001                        | invalid-parameter",
                "/v1/spacecraft/1/presence?at=now                | invalid-parameter",
            })
    void an_invalid_request_is_rejected_with_a_reason_and_the_beginning_of_the_history(String target, String reason)
            throws Exception {
        var reply = get(target, "application/json");

        assertThat(reply.status()).isEqualTo(400);
        var body = Json.MAPPER.readTree(reply.body());
        assertThat(body.path("reason").stringValue()).isEqualTo(reason);
        assertThat(body.path("detail").stringValue()).endsWith(".");
        assertThat(body.path("known_from").stringValue()).isEqualTo("2026-01-01T10:00:00.000Z");
    }

    @Test
    void the_number_in_space_has_a_row_for_each_step_up_to_the_oldest_watermark() throws Exception {
        assertThat(json("/v1/in-space?to=2026-01-02")).isEqualTo(Json.MAPPER.readTree("""
            {"from": "2026-01-01T10:00:00.000Z", "to": "2026-01-01T11:40:00.000Z",
             "as_of": "2026-01-01T11:40:00.000Z", "known_from": "2026-01-01T10:00:00.000Z", "next": null,
             "results": [
               {"time": "2026-01-01T10:00:00.000Z", "at_least": 1, "at_most": 1},
               {"time": "2026-01-01T10:30:00.001Z", "at_least": 1, "at_most": 2},
               {"time": "2026-01-01T10:40:00.000Z", "at_least": 2, "at_most": 2},
               {"time": "2026-01-01T11:00:00.001Z", "at_least": 1, "at_most": 2},
               {"time": "2026-01-01T11:10:00.000Z", "at_least": 1, "at_most": 1}]}"""));
    }

    @Test
    void the_pages_of_the_number_in_space_continue_where_the_last_one_ended() throws Exception {
        var first = json("/v1/in-space?limit=2");
        var second = json(first.path("next").stringValue().substring("http://here".length()));
        var third = json(second.path("next").stringValue().substring("http://here".length()));

        assertThat(first.path("results")).hasSize(2);
        assertThat(second.path("results").path(0).path("time").stringValue()).isEqualTo("2026-01-01T10:40:00.000Z");
        assertThat(third.path("results")).hasSize(1);
        assertThat(third.path("next").isNull()).isTrue();
    }

    @Test
    void the_number_in_space_is_also_served_as_csv() throws Exception {
        var reply = get("/v1/in-space?from=2026-01-01T10:35:00Z&limit=2", "text/csv");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).hasValue("text/csv; charset=utf-8");
        assertThat(reply.header("Vary"))
                .hasValueSatisfying(vary -> assertThat(vary.split(", ")).contains("Accept"));
        assertThat(reply.header("Link"))
                .hasValue("<http://here/v1/in-space?from=2026-01-01T11%3A00%3A00.001Z&limit=2"
                        + "&to=2026-01-01T11%3A40%3A00.000Z>; rel=\"next\"");
        assertThat(reply.body())
                .isEqualTo("time,at_least,at_most\r\n2026-01-01T10:35:00.000Z,1,2\r\n2026-01-01T10:40:00.000Z,2,2\r\n");
    }

    /** A client of Jetty receives no reply if its headers are too long. */
    @Test
    void a_link_does_not_repeat_the_text_of_a_long_request() throws Exception {
        var reply = get("/v1/in-space?limit=" + "(".repeat(4000) + "&limit=1", "text/csv");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Link"))
                .hasValue("<http://here/v1/in-space?from=2026-01-01T10%3A30%3A00.001Z&limit=1"
                        + "&to=2026-01-01T11%3A40%3A00.000Z>; rel=\"next\"");
    }

    @Test
    void the_number_in_space_has_no_rows_after_the_oldest_watermark() throws Exception {
        assertThat(json("/v1/in-space?from=2026-01-01T11:41:00Z").path("results"))
                .isEmpty();
    }

    @Test
    void stays_have_the_bounds_of_entering_and_leaving() throws Exception {
        assertThat(json("/v1/spacecraft/1/presence")).isEqualTo(Json.MAPPER.readTree("""
            {"id": 1, "name": "S", "as_of": "2026-01-01T11:50:00.000Z", "known_from": "2026-01-01T10:00:00.000Z",
             "results": [
               {"entered": {"not_before": "2026-01-01T10:30:00.000Z", "not_after": "2026-01-01T10:40:00.000Z"},
                "left": null}]}"""));
        assertThat(json("/v1/spacecraft/2/presence").path("results")).isEqualTo(Json.MAPPER.readTree("""
            [{"entered": {"before": "2026-01-01T09:59:00.000Z"},
              "removed": {"not_before": "2026-01-01T11:00:00.000Z", "not_after": "2026-01-01T11:10:00.000Z"}}]"""));
        assertThat(json("/v1/spacecraft/3/presence").path("results")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/spacecraft/4/presence", "/v1/spacecraft/x/presence"})
    void the_stays_of_an_unknown_spacecraft_are_not_found(String target) throws Exception {
        assertThat(get(target, "application/json").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/spacecraft", "/v1/in-space", "/v1/spacecraft/1/presence"})
    void without_watermarks_the_history_is_not_ready(String target) throws Exception {
        watermarks = Optional.empty();
        try {
            var reply = get(target, "application/json");

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).hasValue("10");
            assertThat(reply.header("Cache-Control")).hasValue("no-cache");
            assertThat(Json.MAPPER.readTree(reply.body()).path("reason").stringValue())
                    .isEqualTo("not-yet-read");
        } finally {
            watermarks = Optional.of(WATERMARKS);
        }
    }

    private static List<Long> ids(String query) throws IOException {
        return json("/v1/spacecraft?" + query)
                .path("results")
                .valueStream()
                .map(row -> row.path("id").longValue())
                .toList();
    }

    private static JsonNode row(String query) throws IOException {
        var results = json("/v1/spacecraft?" + query).path("results");
        assertThat(results).hasSize(1);
        return results.path(0);
    }

    private static JsonNode json(String target) throws IOException {
        var reply = get(target, "application/json");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return Json.MAPPER.readTree(reply.body());
    }

    private static HttpReply get(String target, String accept) throws IOException {
        return HttpReply.of(http.port(), "GET", target, "Host: here", "Accept: " + accept);
    }

    private static PastState state(boolean inSpace, String status, @Nullable Long flights, @Nullable Long missionEnds) {
        return new PastState(
                "S", inSpace, new Status(status.equals("Active") ? 1 : 2, status), new Counts(flights, missionEnds));
    }

    private static long at(String time) {
        return time(time).toEpochMilli();
    }

    private static Instant time(String time) {
        return Instant.parse("2026-01-01T" + time + ":00Z");
    }
}
