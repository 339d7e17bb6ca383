package io.github.spacecrafttracker.streams.http.web;

import static io.github.spacecrafttracker.streams.SnapshotLog.shown;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.streams.HttpReply;
import io.github.spacecrafttracker.streams.ServiceTestBase;
import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.SnapshotLog.Shown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the pages as the server renders them, without JavaScript. */
class PageTest extends ServiceTestBase {
    private static final String HOSTILE = "\"><img src=x onerror=alert(1)></script>";

    /** The replies before the first complete sweep. */
    @SuppressWarnings("NullAway.Init") // Initialized before all tests.
    private static List<HttpReply> notReady;

    @BeforeAll
    static void writeSpacecraft() throws Exception {
        log.commitInitial(shown(8, true));
        notReady = List.of(get("/"), get("/spacecraft/5"));
        log.commit(
                shown(8, false),
                shown(8, true),
                shown(6, false),
                shown(4, true),
                new Shown(7, SnapshotLog.object(7, true).replace("S7", HOSTILE.replace("\"", "\\\""))));
        log.commit(new Shown(6, null));
        log.commit(LongStream.range(100, 140).mapToObj(id -> shown(id, false)).toArray(Shown[]::new));
        log.commitInitial(shown(150, true));
        log.commit(shown(150, false));
        log.sweep();
        log.watch(log.time(log.observation()));
        await().until(() -> get("/").status() == 200);
        await().until(() -> get("/?at=2026-11-24T10:50").status() == 200);
        await().until(() ->
                get("/v1/spacecraft?spacecraft=4").body().contains("\"observed_until\":\"2026-11-24T10:05:00.000Z\""));
        await().until(() -> get("/v1/changes?limit=1000").body().split("\"specversion\"", -1).length - 1 == 49);
    }

    @Test
    void incomplete_data_is_not_shown() {
        assertThat(notReady).allSatisfy(page -> {
            assertThat(page.status()).isEqualTo(503);
            assertThat(page.header("Retry-After")).hasValue("10");
            assertThat(page.body()).contains("<strong>Not ready:</strong>").doesNotContain("S8");
        });
    }

    @Test
    void the_spacecraft_in_space_are_listed_with_their_entries() throws Exception {
        var section = part(get("/").body(), "in-space");

        assertThat(get("/").body()).contains("<span class=\"large\">3</span> spacecraft in space</h1>");
        assertThat(section).startsWith("In space now S8 ");
        assertThat(section).containsPattern("S8 .*?since 24 Nov(?: 2026)? \\(\\d+ \\w+\\) ");
        assertThat(section).containsPattern("S4 .*?since before 24 Nov(?: 2026)? \\(more than \\d+ \\w+\\)");
        assertThat(section.indexOf("S8 ")).isLessThan(section.indexOf("S4 "));
    }

    @Test
    void old_data_is_marked_with_its_as_of_time() throws Exception {
        assertThat(get("/").body())
                .contains(
                        "<strong>Old data:</strong>",
                        "Spacecraft in space as of <time datetime=\"2026-11-24T10:49:00.000Z\"",
                        "updated <span data-age-of=\"2026-11-24T10:49:00.000Z\">");
    }

    @Test
    void a_malicious_name_is_escaped_everywhere() throws Exception {
        for (var path :
                new String[] {"/", "/?search=" + "%22%3E%3Cimg", "/spacecraft/7", "/?status=%22%3E%3Cimg+src=x%3E"}) {
            assertThat(get(path).body()).contains("&gt;&lt;img").doesNotContain("<img src=x", "><img");
        }
    }

    @Test
    void the_latest_changes_are_sentences_followed_by_the_details_that_they_do_not_mention() throws Exception {
        var section = part(get("/").body(), "changes");

        assertThat(section)
                .matches("Latest changes (\\d+ \\w+ ago|24 Nov( 2026)?) ± 30 s, between 24 Nov 2026, 10:48:00 UTC and"
                        + " 24 Nov 2026, 10:49:00 UTC S150 left space .*");
        assertThat(section).contains("S139 is new in the catalogue In space no Status Active Flights 1 Mission ends 0");
        assertThat(section.split("is new in the catalogue", -1)).hasSize(20);
        assertThat(part(get("/spacecraft/4").body(), "changes"))
                .containsPattern("observed (\\d+ \\w+ ago|24 Nov( 2026)?)"
                        + " S4 is new in the catalogue, in space Status Active Flights 1 Mission ends 0");
    }

    @Test
    void the_baseline_is_not_among_the_latest_changes() throws Exception {
        assertThat(get("/").body())
                .contains("S150 left space")
                .doesNotContain("was in the catalogue when tracking began");
        assertThat(part(get("/spacecraft/150").body(), "changes"))
                .contains("S150 was in the catalogue when tracking began In space yes Status Active");
    }

    @ParameterizedTest
    @CsvSource({
        "/,                                1 to 25 of 44 spacecraft",
        "/?limit=25&offset=25,             26 to 44 of 44 spacecraft",
        "/?offset=44,                      This page is beyond the last of 44 spacecraft.",
        "/?search=s13,                     1 to 10 of 10 spacecraft",
        "/?in_space=true,                  1 to 3 of 3 spacecraft",
        "/?search=nobody,                  No spacecraft matches these filters.",
        "/?status=99,                      status: Select a valid choice.",
    })
    void the_filters_of_the_table_have_the_semantics_of_the_api(String target, String text) throws Exception {
        assertThat(part(get(target).body(), "catalogue")).contains(text);
        assertThat(get(target).status()).isEqualTo(target.contains("99") ? 400 : 200);
    }

    @Test
    void links_to_other_pages_keep_the_filters() throws Exception {
        assertThat(get("/?search=S&limit=5&offset=5").body())
                .contains("rel=\"prev\" href=\"/?limit=5&amp;search=S#catalogue\"")
                .contains("rel=\"next\" href=\"/?limit=5&amp;offset=10&amp;search=S#catalogue\"");
    }

    @Test
    void the_page_of_a_spacecraft_shows_its_state_and_changes() throws Exception {
        var page = get("/spacecraft/8");

        assertThat(page.status()).isEqualTo(200);
        assertThat(part(page.body(), "changes"))
                .containsSubsequence(
                        "S8 entered space", "S8 left space", "S8 was in the catalogue when tracking began");
        assertThat(part(page.body(), "facts"))
                .contains(
                        "In space yes, entered space 24 Nov 2026, 10:02 UTC ± 30 s, between 24 Nov 2026, 10:02:00 UTC",
                        "Status Active");
    }

    @Test
    void the_page_of_a_removed_spacecraft_shows_its_changes() throws Exception {
        var page = get("/spacecraft/6");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "This spacecraft is no longer in the catalogue of Launch Library 2.",
                        "S6 was removed from the catalogue");
    }

    @ParameterizedTest
    @CsvSource({
        "/spacecraft/5, Spacecraft not found",
        "/spacecraft/x, Spacecraft not found",
        "/spacecraft/4?before=x, Page not found"
    })
    void an_unknown_page_returns_404(String target, String title) throws Exception {
        assertThat(get(target).status()).isEqualTo(404);
        assertThat(get(target).body()).contains("<h1>" + title + "</h1>");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T10:48:30Z, 3 to 4 spacecraft in space when last observed, 'S150 Active Uncertain: it left space between 24 Nov 2026, 10:48:00 UTC and 24 Nov 2026, 10:49:00 UTC'",
        "2026-11-24T10:48:30,  3 to 4 spacecraft in space when last observed, 'S4 Active Unconfirmed: in space when last observed, 24 Nov 2026, 10:05:00 UTC'",
        "2026-11-24T10:50,     3 spacecraft in space when last observed, 41 other spacecraft were not in space when last observed.",
    })
    void the_state_at_a_time_can_be_shown(String at, String number, String row) throws Exception {
        var page = get("/?at=" + at);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains(number + "</h1>");
        assertThat(part(page.body(), "in-space")).contains(row);
    }

    @ParameterizedTest
    @CsvSource({
        "2999-01-01T00:00Z, This time is in the future.",
        "2026-11-24T10:47,  This time is before the history begins.",
        "yesterday,         'This is not a valid time. Enter a time such as 2026-03-12T12:00, in UTC.'",
        "%22%3E%3Cimg,      'This is not a valid time. Enter a time such as 2026-03-12T12:00, in UTC.'",
    })
    void a_time_that_cannot_be_shown_is_answered_with_400(String at, String reason) throws Exception {
        var page = get("/?at=" + at);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body())
                .contains("<p>" + reason + " The history begins at <time datetime=\"2026-11-24T10:48:00.000Z\"");
    }

    @Test
    void the_number_in_space_over_time_is_a_chart_a_table_and_a_file() throws Exception {
        assertThat(part(get("/").body(), "chart"))
                .startsWith("Since 24 Nov 2026, 10:48 UTC: 3 to 4 spacecraft")
                .contains("24 Nov 2026, 10:49 UTC 3", "Confirmed up to 24 Nov 2026, 10:03 UTC.");
        assertThat(get("/page/in-space.csv").body()).startsWith("time,at_least,at_most\r\n");
    }

    @Test
    void the_page_of_a_spacecraft_shows_its_stays() throws Exception {
        assertThat(part(get("/spacecraft/8").body(), "stays"))
                .containsSubsequence("Entered 24 Nov 2026, 10:02 UTC ± 30 s", "still in space");
        assertThat(part(get("/spacecraft/100").body(), "stays"))
                .contains("No stay in space has been observed since 24 Nov 2026, 10:48 UTC.");
    }

    @Test
    void a_page_and_its_files_are_smaller_than_100_kB_when_compressed() throws Exception {
        var compressed = new ByteArrayOutputStream();
        for (var path : List.of(
                "/",
                "/page/style.css",
                "/page/live.js",
                "/page/chart.js",
                "/page/times.js",
                "/page/uplot.js",
                "/page/uplot.css",
                "/page/icon.svg")) {
            try (var gzip = new GZIPOutputStream(compressed)) {
                gzip.write(get(path).body().getBytes(UTF_8));
            }
        }
        assertThat(compressed.size()).isLessThan(100_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/spacecraft/4", "/spacecraft/5", "/?status=99", "/?at=2026-11-24T10:05", "/?at=x"})
    void the_content_security_policy_allows_only_own_files_and_ll2_images(String target) throws Exception {
        var page = get(target);

        assertThat(page.header("Content-Security-Policy"))
                .hasValue("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
                        + " https://thespacedevs-prod.nyc3.digitaloceanspaces.com"
                        + " https://thespacedevs-dev.nyc3.digitaloceanspaces.com; connect-src 'self';"
                        + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        assertThat(page.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.header("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.header("Content-Type")).hasValue("text/html;charset=utf-8");
        assertThat(page.body())
                .doesNotContain("<style", " style=")
                .doesNotContainPattern("<script(?! type=\"module\" src=)");
    }

    @ParameterizedTest
    @CsvSource({
        "/page/style.css, text/css; charset=utf-8",
        "/page/live.js, text/javascript; charset=utf-8",
        "/page/chart.js, text/javascript; charset=utf-8",
        "/page/times.js, text/javascript; charset=utf-8",
        "/page/uplot.js, text/javascript; charset=utf-8",
        "/page/uplot.css, text/css; charset=utf-8",
        "/page/icon.svg, image/svg+xml"
    })
    void browsers_revalidate_the_static_files(String path, String type) throws Exception {
        var file = get(path);

        assertThat(file.header("Content-Type")).hasValue(type);
        assertThat(HttpReply.of(
                                service.port(),
                                "GET",
                                path,
                                "Host: here",
                                "If-None-Match: " + file.header("ETag").orElseThrow())
                        .status())
                .isEqualTo(304);
    }

    private static HttpReply get(String target) throws IOException {
        return HttpReply.of(service.port(), "GET", target, "Host: here", "Accept: application/json");
    }

    /** Returns the visible text of one section. */
    private static String part(String html, String id) {
        var from = html.indexOf("<section id=\"" + id + "\"");
        return html.substring(html.indexOf("<h2", from), html.indexOf("</section>", from))
                .replaceAll("<span class=\"(visually-hidden\">was |arrow\">[^<]*)</span>", " ")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ")
                .replaceAll(" ([,:.])", "$1")
                .strip();
    }
}
