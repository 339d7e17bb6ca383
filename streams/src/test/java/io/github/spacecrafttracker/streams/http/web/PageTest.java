package io.github.spacecrafttracker.streams.http.web;

import static io.github.spacecrafttracker.streams.SnapshotLog.shown;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.streams.HttpReply;
import io.github.spacecrafttracker.streams.ServiceTestBase;
import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.SnapshotLog.Shown;
import java.io.IOException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page at {@code /} as the server writes it: whole, without any script. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageTest extends ServiceTestBase {
    private static final String HOSTILE = "\"><img src=x onerror=alert(1)></script>";
    private static final int HOLDING = 3;
    private static final int AT_LAST = 4;

    @Test
    @Order(1)
    void what_is_known_so_far_is_not_passed_off_as_all() throws Exception {
        log.commitInitial(shown(4, true));
        for (var path : new String[] {"/", "/spacecraft/5"}) {
            var page = get(path);

            assertThat(page.status()).isEqualTo(503);
            assertThat(page.header("Retry-After")).hasValue("10");
            assertThat(page.body()).contains("<strong>Not ready:</strong>").doesNotContain("S4");
        }
    }

    @Test
    @Order(2)
    void then_there_is_a_catalogue() throws Exception {
        log.commit(
                shown(4, false),
                shown(4, true),
                shown(6, false),
                shown(8, true),
                new Shown(7, SnapshotLog.object(7, true).replace("S7", HOSTILE.replace("\"", "\\\""))));
        log.commit(new Shown(6, null));
        log.commit(LongStream.range(100, 140).mapToObj(id -> shown(id, false)).toArray(Shown[]::new));
        log.sweep();
        log.watch(log.time(log.observation()));

        await().until(() -> get("/").status() == 200);
        await().until(() -> get("/v1/changes?limit=1000").body().split("\"specversion\"", -1).length - 1 == 47);
    }

    @Test
    @Order(HOLDING)
    void tells_who_is_in_space_and_since_when() throws Exception {
        var section = part(get("/").body(), "in-space");

        assertThat(section).startsWith("In space now: 3");
        assertThat(section).contains("S4 since between 24 Nov 2026, 10:02 UTC and 24 Nov 2026, 10:03 UTC");
        assertThat(section).contains("S8 since before 24 Nov 2026, 10:05 UTC, when it was first seen");
    }

    @Test
    @Order(HOLDING)
    void tells_as_of_when_and_that_it_is_old() throws Exception {
        assertThat(get("/").body())
                .contains("<strong>Old data:</strong>", "In space as of <time datetime=\"2026-11-24T10:47:00.000Z\">");
    }

    @Test
    @Order(HOLDING)
    void a_hostile_name_is_text_everywhere() throws Exception {
        for (var path :
                new String[] {"/", "/?search=" + "%22%3E%3Cimg", "/spacecraft/7", "/?status=%22%3E%3Cimg+src=x%3E"}) {
            assertThat(get(path).body()).contains("&gt;&lt;img").doesNotContain("<img src=x", "><img");
        }
    }

    @Test
    @Order(HOLDING)
    void tells_the_newest_changes_in_words() throws Exception {
        var section = part(get("/").body(), "changes");

        assertThat(section).contains("S139 is new in the catalogue In space no Status Active Flights 1 Mission ends 0");
        assertThat(section.split("is new in the catalogue", -1)).hasSize(21);
    }

    @Test
    @Order(AT_LAST)
    void who_was_there_when_tracking_began_is_no_news() throws Exception {
        log.commitInitial(shown(150, true));
        log.commit(shown(150, false));
        await().until(() -> get("/").body().contains("S150 left space"));

        assertThat(get("/").body()).doesNotContain("was in the catalogue when tracking began");
        assertThat(get("/spacecraft/150").body()).contains("S150 was in the catalogue when tracking began");
    }

    @ParameterizedTest
    @Order(HOLDING)
    @CsvSource({
        "/,                                1 to 25 of 43",
        "/?limit=25&offset=25,             26 to 43 of 43",
        "/?search=s13,                     1 to 10 of 10",
        "/?in_space=true,                  1 to 3 of 3",
        "/?search=nobody,                  No spacecraft is like that.",
        "/?status=99,                      status: Select a valid choice.",
    })
    void the_catalogue_is_searched_filtered_and_cut_by_the_rules_of_the_api(String target, String told)
            throws Exception {
        assertThat(part(get(target).body(), "catalogue")).contains(told);
        assertThat(get(target).status()).isEqualTo(target.contains("99") ? 400 : 200);
    }

    @Test
    @Order(HOLDING)
    void pages_lead_to_each_other_and_keep_the_filters() throws Exception {
        assertThat(get("/?search=S&limit=5&offset=5").body())
                .contains("rel=\"prev\" href=\"/?limit=5&amp;search=S#catalogue\"")
                .contains("rel=\"next\" href=\"/?limit=5&amp;offset=10&amp;search=S#catalogue\"");
    }

    @Test
    @Order(HOLDING)
    void one_spacecraft_has_its_life() throws Exception {
        var page = get("/spacecraft/4");

        assertThat(page.status()).isEqualTo(200);
        assertThat(part(page.body(), "changes"))
                .containsSubsequence(
                        "S4 entered space", "S4 left space", "S4 was in the catalogue when tracking began");
        assertThat(part(page.body(), "facts")).contains("In space yes, since between", "Status Active");
    }

    @Test
    @Order(HOLDING)
    void one_that_was_removed_still_has_its_life() throws Exception {
        var page = get("/spacecraft/6");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("no longer has it", "S6 was removed from the catalogue");
    }

    @ParameterizedTest
    @Order(HOLDING)
    @CsvSource({"/spacecraft/5, 404", "/spacecraft/x, 404", "/spacecraft/4?before=x, 404"})
    void what_there_is_not_is_said(String target, int status) throws Exception {
        assertThat(get(target).status()).isEqualTo(status);
        assertThat(get(target).body()).contains("<h1>No such");
    }

    @ParameterizedTest
    @Order(HOLDING)
    @ValueSource(strings = {"/", "/spacecraft/4", "/spacecraft/5", "/?status=99"})
    void its_headers_let_in_its_own_files_and_pictures_alone(String target) throws Exception {
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
    @Order(HOLDING)
    @CsvSource({
        "/page/style.css, text/css; charset=utf-8",
        "/page/live.js, text/javascript; charset=utf-8",
        "/page/icon.svg, image/svg+xml"
    })
    void its_files_are_kept_until_they_change(String path, String type) throws Exception {
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

    /** What people read of one part of a page. */
    private static String part(String html, String id) {
        var from = html.indexOf("<section id=\"" + id + "\"");
        return html.substring(html.indexOf("<h2", from), html.indexOf("</section>", from))
                .replaceAll("<span class=\"(unseen|arrow)\">[^<]*</span>", " ")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ")
                .replace(" ,", ",")
                .strip();
    }
}
