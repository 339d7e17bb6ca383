package io.github.spacecrafttracker.streams.http.ll2;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.HttpReply;
import io.github.spacecrafttracker.streams.ServiceTestBase;
import io.github.spacecrafttracker.streams.SnapshotLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Tests LL2's contract for the list and for single spacecraft over HTTP: the reference cases and
 * the rules that they illustrate. See docs/ll2-contract.md.
 */
class ContractTest extends ServiceTestBase {
    private static final String HOST = "Host: testserver";
    private static final String JSON = "Accept: application/json";
    private static final String BROWSER =
            "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
    private static final String NO_CHOICE =
            "[\"Select a valid choice. That choice is not one of the available choices.\"]";
    private static final String NUL = "[\"Null characters are not allowed.\"]";
    private static final String NOT_FOUND = "{\"detail\":\"Not found.\"}";
    private static final String NO_MATCH = "{\"detail\":\"No Spacecraft matches the given query.\"}";
    private static final String NOT_ACCEPTABLE = "{\"detail\":\"Could not satisfy the request Accept header.\"}";

    @BeforeAll
    static void write_the_reference_spacecraft() throws Exception {
        log.commit(ReferenceCase.spacecraft());
        log.sweep();
        await().until(() -> get("/2.3.0/spacecraft/").status() == 200);
    }

    static List<ReferenceCase> cases() {
        return ReferenceCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void the_replies_equal_the_reference_cases(ReferenceCase referenceCase) throws IOException {
        var reference = referenceCase.reference();
        var reply = referenceCase.send(service.port());

        assertThat(reply.status()).isEqualTo(reference.get("status").intValue());
        if (reference.has("location")) {
            assertThat(reply.header("Location"))
                    .contains(reference.get("location").stringValue());
        }
        if (reference.path("body").has("ids")) {
            assertThat(summary(reply)).isEqualTo(reference.get("body"));
        } else if (reference.has("body")) {
            assertThat(tree(reply)).isEqualTo(reference.get("body"));
        }
        for (var field : reference.path("body_has").properties()) {
            assertThat(tree(reply).get(field.getKey())).isEqualTo(field.getValue());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "in_space=TRUE | 4",
                "in_space=2&limit=3 | 1 2 3",
                "in_space=yes&limit=3 | 1 2 3",
                "in_space=+true&limit=3 | 1 2 3",
                "in_space=true&in_space=&limit=3 | 1 2 3",
                "is_placeholder=1 | 2",
                "is_placeholder=fALSE&limit=2 | 1 3",
                "name=Crew+Dragon | 2",
                "name=%20Crew+Dragon%E2%80%83 | 2",
                "name=DragonFly&name=Crew+Dragon | 2",
                "name=Crew+Dragon&in_space=true | ''",
                "status=2 | 3",
                "status=2&status=1 | 1 2 4",
                "status=3 | ''",
                "status=5 | ''",
                "spacecraft_config=6 | 1 2 3 4",
                "spacecraft_config=6&status=1&in_space=false | 1 2",
                "spacecraft_config=%2B1 | 5",
                "search=DRAGON | 1 2 3 4",
                "search=crew+dragon&status=2 | 3",
                "search=%22Crew+Dragon%22&name=Crew+Dragon | 2",
                "search=%27Soyuz,+%22quoted%22%27 | 5",
                "search=soyuz&search=dragonfly | 3",
                "search=dragonfly&search=&limit=2 | 1 2",
                "search=,+,&limit=2 | 1 2",
                "search=7k-tg+9 | 9 19",
                "ordering=-id&limit=3 | 25 24 23",
                "ordering=flights_count&limit=4 | 2 5 6 7",
                "ordering=-flights_count&limit=4 | 3 1 4 5",
                "ordering=-flights_count,-id&limit=6 | 3 1 4 25 24 23",
                "ordering=+-mission_ends_count+,+id&limit=4 | 3 1 4 5",
                "ordering=time_docked&limit=30&offset=22 | 24 25 3",
                "ordering=-time_docked&limit=2 | 3 1",
                "ordering=id&ordering=-id&limit=2 | 25 24",
                "ordering=-id&ordering=&limit=2 | 1 2",
                "ordering=name,-status&limit=2 | 1 2",
                "mode=detailed&limit=1 | 1",
                "limit=%D9%A3&offset=22 | 23 24 25",
                "limit=0%5F&limit=2 | 1 2",
                "offset=%2B23 | 24 25",
                "format=&limit=1 | 1"
            })
    void a_list_contains_the_matches_in_order(String query, String ids) throws IOException {
        var listed = StreamSupport.stream(
                        tree(get("/2.3.0/spacecraft/?" + query)).get("results").spliterator(), false)
                .map(row -> row.get("id").toString())
                .toList();

        assertThat(String.join(" ", listed)).isEqualTo(ids);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=4 | 25",
                "limit=7&ordering=-flights_count,time_docked | 25",
                "limit=3&search=progress,7k-tg&in_space=false&ordering=-time_in_space&bogus=%C3%A9+%26 | 20"
            })
    void following_next_visits_each_spacecraft_once_and_previous_leads_back(String query, int count)
            throws IOException {
        var onward = follow("/2.3.0/spacecraft/?" + query, "next");
        var last = "/2.3.0/spacecraft/?" + query + "&offset=" + (count - 1);
        var back = follow(last, "previous");

        assertThat(onward).hasSize(count).doesNotHaveDuplicates();
        assertThat(back).startsWith(onward.get(count - 1)).containsAll(onward);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "status=6 | {\"status\":" + NO_CHOICE + "}",
                "status=1.0 | {\"status\":" + NO_CHOICE + "}",
                "status=1,2 | {\"status\":" + NO_CHOICE + "}",
                "status=-1 | {\"status\":" + NO_CHOICE + "}",
                "status=+ | {\"status\":" + NO_CHOICE + "}",
                "status=1&status=x | {\"status\":" + NO_CHOICE + "}",
                "status=99999999999999999999 | {\"status\":" + NO_CHOICE + "}",
                "status=%D9%A2 | {\"status\":" + NO_CHOICE + "}",
                "status=%00 | {\"status\":" + NUL + "}",
                "spacecraft_config=2 | {\"spacecraft_config\":" + NO_CHOICE + "}",
                "name=a%00 | {\"name\":" + NUL + "}",
                "search=%00 | " + NUL,
                "search=%00&status=x | {\"status\":" + NO_CHOICE + "}",
                "status=x&spacecraft_config=x&name=%00 | {\"name\":" + NUL + ",\"spacecraft_config\":" + NO_CHOICE
                        + ",\"status\":" + NO_CHOICE + "}"
            })
    void an_invalid_filter_is_reported_by_field_for_the_list_and_for_a_single_spacecraft(String query, String body)
            throws IOException {
        for (var path : List.of("/2.3.0/spacecraft/", "/2.3.0/spacecraft/4/", "/2.3.0/spacecraft/x/")) {
            var reply = get(path + "?" + query);
            assertThat(reply.body()).isEqualTo(body);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.header("As-Of")).isEmpty();
        }
    }

    @Test
    void too_many_search_terms_are_rejected() throws IOException {
        assertThat(get("/2.3.0/spacecraft/?search=" + "a,".repeat(32)).status()).isEqualTo(200);
        var reply = get("/2.3.0/spacecraft/?search=" + "a,".repeat(33));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).isEqualTo("[\"At most 32 search terms are allowed.\"]");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "4/",
                "04/",
                "%204/",
                "+4/",
                "4/?in_space=true",
                "4/?in_space=yes",
                "4/?status=1&spacecraft_config=6&name=Crew+Dragon+Freedom&search=freedom",
                "4/?ordering=nonsense&limit=0&offset=99&mode=list&bogus=1"
            })
    void a_spacecraft_is_found_by_its_id_if_it_matches_the_filters(String path) throws IOException {
        var reply = get("/2.3.0/spacecraft/" + path);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(tree(reply).get("name").stringValue()).isEqualTo("Crew Dragon Freedom");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "999/ | " + NO_MATCH,
                "0/ | " + NO_MATCH,
                "00/ | " + NO_MATCH,
                "-4/ | " + NO_MATCH,
                "9223372036854775808/ | " + NO_MATCH,
                "-9223372036854775809/ | " + NO_MATCH,
                "18446744073709551620/ | " + NO_MATCH,
                "4/?in_space=0 | " + NO_MATCH,
                "4/?status=2 | " + NO_MATCH,
                "4/?is_placeholder=true | " + NO_MATCH,
                "4/?name=freedom | " + NO_MATCH,
                "4/?search=soyuz | " + NO_MATCH,
                "four/ | " + NOT_FOUND,
                "4.0/ | " + NOT_FOUND,
                "0x4/ | " + NOT_FOUND,
                "4_/ | " + NOT_FOUND,
                "%C2%B2/ | " + NOT_FOUND,
                "%D9%A4/ | " + NOT_FOUND,
                "4/4/ | " + NOT_FOUND
            })
    void an_unknown_spacecraft_or_path_returns_404(String path, String body) throws IOException {
        var reply = get("/2.3.0/spacecraft/" + path);

        assertThat(reply.body()).isEqualTo(body);
        assertThat(reply.status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/2.3.0/spacecraft?search=a+b&x=%0D, /2.3.0/spacecraft/?search=a+b&x=%0D",
        "/2.3.0/spacecraft?search=\u0442\u00e9<, /2.3.0/spacecraft/?search=%D1%82%C3%A9%3C",
        "/2.3.0/spacecraft/4?x=|y, /2.3.0/spacecraft/4/?x=%7Cy"
    })
    void a_redirect_to_the_trailing_slash_keeps_the_query(String target, String location) throws IOException {
        assertThat(HttpReply.of(service.port(), "GET", target, HOST).header("Location"))
                .contains(location);
    }

    @Test
    void a_redirect_that_would_be_too_long_is_rejected() throws IOException {
        var reply = get("/2.3.0/spacecraft?x=" + "<".repeat(3000));
        assertThat(reply.status()).isEqualTo(414);
        assertThat(reply.body()).isEqualTo("{\"detail\":\"URI Too Long.\"}");
    }

    @Test
    void a_number_with_many_digits_is_an_unknown_id() throws IOException {
        assertThat(get("/2.3.0/spacecraft/" + "1".repeat(4000) + "/").body()).isEqualTo(NO_MATCH);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "format=json | Accept: */*              | 200 application/json",
                "format=json | Accept: text/html        | 406 application/json",
                "format=api  | Accept: */*              | 200 text/html;charset=utf-8",
                "format=api  | Accept: application/json | 406 application/json",
                "format=xml  | Accept: */*              | 404 application/json",
                "format=xml&format=json | Accept: */*   | 200 application/json",
                "''          | X-None: 1                | 200 application/json",
                "''          | Accept: text/*           | 200 text/html;charset=utf-8",
                "''          | Accept: text/html, application/json;q=0.1 | 200 application/json",
                "''          | Accept: image/png        | 406 application/json",
                "''          | Accept:                  | 406 application/json"
            })
    void the_format_of_a_reply_is_negotiated(String query, String accept, String expected) throws IOException {
        for (var path : List.of("/2.3.0/spacecraft/", "/2.3.0/spacecraft/4/", "/2.3.0/spacecraft/999/")) {
            var reply = HttpReply.of(service.port(), "GET", path + "?" + query, HOST, accept);
            var adjusted = path.endsWith("999/") ? expected.replaceFirst("^200", "404") : expected;
            assertThat(reply.status() + " " + reply.header("Content-Type").orElse(""))
                    .isEqualTo(adjusted);
            assertThat(reply.header("Vary").orElse("").split(", ")).contains("Accept");
            assertThat(reply.header("Allow")).contains("GET, HEAD, OPTIONS");
        }
    }

    @Test
    void a_failed_negotiation_takes_precedence_over_other_errors() throws IOException {
        assertThat(get("/2.3.0/spacecraft/?format=xml&status=x").body()).isEqualTo(NOT_FOUND);
        assertThat(HttpReply.of(service.port(), "POST", "/2.3.0/spacecraft/?format=xml", HOST)
                        .body())
                .isEqualTo(NOT_FOUND);
        assertThat(HttpReply.of(service.port(), "POST", "/2.3.0/spacecraft/", HOST, "Accept: image/png")
                        .body())
                .isEqualTo(NOT_ACCEPTABLE);
        assertThat(HttpReply.of(service.port(), "POST", "/2.3.0/spacecraft/x/?status=x", HOST)
                        .status())
                .isEqualTo(405);
    }

    @Test
    void a_browser_gets_pages_for_lists_spacecraft_and_errors() throws IOException {
        for (var path : List.of("?search=quoted", "4/", "?status=x", "999/", "x/")) {
            var reply = HttpReply.of(service.port(), "GET", "/2.3.0/spacecraft/" + path, HOST, BROWSER);
            assertThat(reply.header("Content-Type")).contains("text/html;charset=utf-8");
            assertThat(reply.body()).startsWith("<!DOCTYPE html>");
            assertThat(reply.status())
                    .isEqualTo(get("/2.3.0/spacecraft/" + path).status());
        }
        assertThat(HttpReply.of(service.port(), "POST", "/2.3.0/spacecraft/", HOST, BROWSER)
                        .body())
                .startsWith("<!DOCTYPE html>");
    }

    @Test
    void an_unknown_path_returns_404_in_the_negotiated_format() throws IOException {
        assertThat(get("/2.3.0/nope/").body()).isEqualTo(NOT_FOUND);
        assertThat(HttpReply.of(service.port(), "GET", "/nope", HOST, "Accept: image/png")
                        .body())
                .isEqualTo(NOT_FOUND);
        var page = HttpReply.of(service.port(), "GET", "/nope", HOST, BROWSER);
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.body()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void json_is_indented_on_request() throws IOException {
        var reply = HttpReply.of(
                service.port(), "GET", "/2.3.0/spacecraft/?limit=1", HOST, "Accept: application/json; indent=4");

        assertThat(reply.header("Content-Type")).contains("application/json");
        assertThat(reply.body()).startsWith("{\n    \"count\": 25,\n    \"next\": \"http://testserver/");
        assertThat(reply.body()).contains("\n        {\n            \"response_mode\": \"normal\",");
        assertThat(tree(reply)).isEqualTo(tree(get("/2.3.0/spacecraft/?limit=1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "DELETE"})
    void a_missing_trailing_slash_is_added_for_every_method(String method) throws IOException {
        var reply = HttpReply.of(service.port(), method, "/2.3.0/spacecraft?search=a+b,%00&x", HOST);

        assertThat(reply.status()).isEqualTo(301);
        assertThat(reply.header("Location")).contains("/2.3.0/spacecraft/?search=a+b,%00&x");
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void options_lists_the_allowed_methods() throws IOException {
        for (var path : List.of("/2.3.0/spacecraft/", "/2.3.0/spacecraft/4/")) {
            var reply = HttpReply.of(service.port(), "OPTIONS", path, HOST);
            assertThat(reply.status()).isEqualTo(204);
            assertThat(reply.header("Allow")).contains("GET, HEAD, OPTIONS");
        }
    }

    @ParameterizedTest(name = "format {0}")
    @CsvSource({"'',''", "&format=json,?format=json", "&format=,?format="})
    void urls_of_spacecraft_refer_to_this_server_and_all_urls_have_the_format_of_the_request(
            String requested, String carried) throws IOException {
        var object = tree(get("/2.3.0/spacecraft/?limit=1" + requested))
                .get("results")
                .get(0);

        assertThat(object.get("url").stringValue()).isEqualTo("http://testserver/2.3.0/spacecraft/1/" + carried);
        assertThat(object.at("/spacecraft_config/url").stringValue())
                .isEqualTo("https://ll.thespacedevs.com/2.3.0/spacecraft_configurations/6/" + carried);
        assertThat(tree(get("/2.3.0/spacecraft/1/?" + requested))).isEqualTo(object);
    }

    @Test
    void a_reply_has_as_of_and_age_headers() throws IOException {
        for (var path : Map.of("?limit=1", 1L, "4/", 4L, "999/", 1L, "4/?in_space=false", 4L)
                .entrySet()) {
            var reply = get("/2.3.0/spacecraft/" + path.getKey());
            assertThat(reply.header("As-Of")).contains(Json.time(SnapshotLog.at(path.getValue())));
            assertThat(reply.header("Age"))
                    .hasValueSatisfying(age -> assertThat(age).matches("[0-9]+"));
        }
    }

    private static HttpReply get(String target) throws IOException {
        return HttpReply.of(service.port(), "GET", target, HOST, JSON);
    }

    /** Returns the ids of a page and of all pages that follow it by its links. */
    private static List<Long> follow(String target, String link) throws IOException {
        var ids = new ArrayList<Long>();
        for (var url = target; url != null; ) {
            var page = tree(get(url));
            page.get("results").forEach(row -> ids.add(row.get("id").longValue()));
            url = page.get(link).isNull() ? null : page.get(link).stringValue().replace("http://testserver", "");
        }
        return ids;
    }

    /** Returns a list in the form of the reference cases. */
    private static JsonNode summary(HttpReply reply) {
        var page = tree(reply);
        var summary = Json.MAPPER.createObjectNode();
        for (var field : List.of("count", "next", "previous")) {
            summary.set(field, page.get(field));
        }
        var ids = summary.putArray("ids");
        page.get("results").forEach(row -> ids.add(row.get("id")));
        return summary;
    }

    private static JsonNode tree(HttpReply reply) {
        return Json.MAPPER.readTree(reply.body().getBytes(UTF_8));
    }
}
