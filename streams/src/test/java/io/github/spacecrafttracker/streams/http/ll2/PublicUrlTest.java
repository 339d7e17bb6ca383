package io.github.spacecrafttracker.streams.http.ll2;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.streams.BrokerTestBase;
import io.github.spacecrafttracker.streams.HttpReply;
import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.StreamsService;
import io.github.spacecrafttracker.streams.TestSettings;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Tests the service behind a proxy that serves {@code https://example.org/tracker/...} and removes
 * {@code /tracker} from requests. Every link in a reply starts with the public URL and never
 * contains the host that the proxy uses.
 */
class PublicUrlTest extends BrokerTestBase {
    private static final String LIST = "https://example.org/tracker/2.3.0/spacecraft/";
    private static final Pattern HREF = Pattern.compile(" href=\"([^\"]*)\"");

    @SuppressWarnings("NullAway.Init") // Initialized before all tests.
    private static Closer closer;

    @SuppressWarnings("NullAway.Init")
    private static StreamsService service;

    @BeforeAll
    static void start() throws Exception {
        closer = new Closer();
        var log = closer.add(new SnapshotLog(broker, "public"));
        log.commit(ReferenceCase.spacecraft());
        log.sweep();
        var settings = TestSettings.at(URI.create("https://example.org/tracker/"));
        service = StreamsService.start(closer, "127.0.0.1", settings, log.kafka);
        await().until(() -> get("/2.3.0/spacecraft/").status() == 200);
    }

    @AfterAll
    static void stop() {
        closer.close();
    }

    @Test
    void the_next_and_previous_links_start_with_the_public_url() throws IOException {
        var page = json("/2.3.0/spacecraft/?limit=2&offset=4");

        assertThat(page.required("next").stringValue()).isEqualTo(LIST + "?limit=2&offset=6");
        assertThat(page.required("previous").stringValue()).isEqualTo(LIST + "?limit=2&offset=2");
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "format=json, ?format=json"})
    void the_urls_of_spacecraft_start_with_the_public_url(String query, String end) throws IOException {
        for (var row : json("/2.3.0/spacecraft/?limit=100&" + query).required("results")) {
            var id = row.required("id").longValue();

            assertThat(row.required("url").stringValue()).isEqualTo(LIST + id + "/" + end);
            assertThat(json("/2.3.0/spacecraft/" + id + "/?" + query)
                            .required("url")
                            .stringValue())
                    .isEqualTo(LIST + id + "/" + end);
        }
    }

    @Test
    void the_index_starts_with_the_public_url() throws IOException {
        assertThat(get("/2.3.0/").body())
                .isEqualTo("{\"spacecraft\":\"" + LIST
                        + "\",\"api-throttle\":\"https://example.org/tracker/2.3.0/api-throttle/\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "/2.3.0, /tracker/2.3.0/",
        "/2.3.0/spacecraft?limit=2, /tracker/2.3.0/spacecraft/?limit=2",
        "/2.3.0/spacecraft/4, /tracker/2.3.0/spacecraft/4/",
        "/2.3.0/api-throttle, /tracker/2.3.0/api-throttle/"
    })
    void a_redirect_to_the_trailing_slash_keeps_the_prefix(String path, String location) throws IOException {
        var reply = get(path);

        assertThat(reply.status()).isEqualTo(301);
        assertThat(reply.header("Location")).contains(location);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/2.3.0/spacecraft/?limit=2&offset=4",
                "/2.3.0/spacecraft/?limit=2&offset=4&format=api",
                "/2.3.0/spacecraft/nothing/"
            })
    void a_browsable_page_has_no_links_without_the_public_url(String path) throws IOException {
        var page = get(path, "Accept: text/html");

        assertThat(page.header("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(page.body()).contains("<b>GET</b> /tracker" + path.replaceAll("\\?.*", ""));
        assertThat(HREF.matcher(page.body()).results().map(link -> link.group(1)))
                .contains("/tracker/", "/tracker/2.3.0/", "/tracker/2.3.0/spacecraft/")
                .allSatisfy(link -> assertThat(link)
                        .matches("(/tracker/|\\?|https://example\\.org/tracker/2\\.3\\.0/|https://(?!example)).*"));
    }

    @Test
    void a_browsable_page_links_to_the_next_and_previous_pages() throws IOException {
        assertThat(get("/2.3.0/spacecraft/?limit=2&offset=4", "Accept: text/html")
                        .body())
                .contains(List.of(
                        "href=\"" + LIST + "?limit=2&amp;offset=6\"", "href=\"" + LIST + "?limit=2&amp;offset=2\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/?limit=2&offset=4", "/?status=99", "/spacecraft/4", "/spacecraft/nothing"})
    void the_pages_use_the_prefix_for_links_and_files(String path) throws IOException {
        var page = get(path).body();

        assertThat(Pattern.compile(" (?:href|src|action|data-feed)=\"([^\"]*)\"")
                        .matcher(page)
                        .results()
                        .map(link -> link.group(1)))
                .contains("/tracker/", "/tracker/page/style.css", "/tracker/page/live.js", "/tracker/page/icon.svg")
                .anySatisfy(link -> assertThat(link).startsWith("/tracker/v1/changes"))
                .allSatisfy(link -> assertThat(link).matches("(/tracker/|https://).*|#main|#catalogue"));
    }

    private static JsonNode json(String path) throws IOException {
        return Json.MAPPER.readTree(get(path).body());
    }

    private static HttpReply get(String path) throws IOException {
        return get(path, "Accept: application/json");
    }

    private static HttpReply get(String path, String accept) throws IOException {
        return HttpReply.of(service.port(), "GET", path, "Host: 10.0.0.7:8080", accept);
    }
}
