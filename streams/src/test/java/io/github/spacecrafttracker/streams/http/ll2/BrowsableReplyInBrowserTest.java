package io.github.spacecrafttracker.streams.http.ll2;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.service.http.HttpLimits;
import io.github.spacecrafttracker.service.http.HttpServer;
import io.github.spacecrafttracker.streams.http.BrowserTab;
import io.github.spacecrafttracker.streams.http.HtmlPages;
import io.github.spacecrafttracker.streams.query.PageWindow;
import io.github.spacecrafttracker.streams.query.Parameters;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the browsable page in a real browser. Writes screenshots to {@code target/screenshots}. */
@Tag("browser")
class BrowsableReplyInBrowserTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();
    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "</pre></title></textarea><svg onload=alert(1)>",
            "javascript:alert(1)",
            "'onmouseover='alert(1)");

    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init") // Initialized before all tests.
    private static HttpServer server;

    @SuppressWarnings("NullAway.Init")
    private static BrowserTab tab;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(SCREENSHOTS);
        tab = BrowserTab.open(directory);
        server = HttpServer.start("127.0.0.1", 0, "HTTP_PORT", new HttpLimits(64, 4), config -> {
            config.routes.get("/list/", context -> show(context, recorded(), Map.of()));
            config.routes.get("/hostile/", context -> {
                var parameters = new LinkedHashMap<String, List<String>>();
                for (var name : List.of("search", "name", "status", "ordering", "format", "\"><script>x</script>")) {
                    parameters.put(name, HOSTILE);
                }
                show(context, hostile(), parameters);
            });
            config.routes.get("/broken/", context -> show(context, "{}", Map.of())
                    .header("Content-Security-Policy", "default-src 'none'"));
        });
    }

    @AfterAll
    static void stop() {
        tab.close();
        server.close();
    }

    @BeforeEach
    void reset() {
        tab.visit("about:blank");
        tab.consoleMessages.clear();
    }

    @Test
    void the_page_opens_without_console_messages() {
        visit("/list/");

        assertThat(dom()).contains("<h1>Spacecraft list</h1>", "The Space Devs");
        assertThat(tab.consoleMessages).isEmpty();
    }

    @Test
    void malicious_text_is_displayed_as_text() {
        visit("/hostile/");

        assertThat(dom())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img src=x onerror=alert(1)&gt;")
                .doesNotContain("<script", "<img", "<svg", "href=\"javascript", "' onmouseover")
                .doesNotContainPattern("<[^<>\"]*(\"[^\"]*\"[^<>\"]*)*\\son[a-z]+=");
        assertThat(tab.consoleMessages).isEmpty();
    }

    @Test
    void a_violation_of_the_content_security_policy_is_reported_in_the_console() {
        visit("/broken/");

        await().until(() -> tab.consoleMessages.stream().anyMatch(line -> line.contains("Content Security Policy")));
    }

    @ParameterizedTest
    @CsvSource({"wide, 1280, 1400, light", "dark, 1280, 1400, dark", "narrow, 500, 1800, light"})
    void a_screenshot_is_taken(String name, int width, int height, String colourScheme) throws Exception {
        var screenshot = SCREENSHOTS.resolve("list-" + name + ".png");
        tab.emulate(width, height, colourScheme);
        visit("/list/");
        tab.takeScreenshot(screenshot);

        assertThat(screenshot).exists();
    }

    private static Context show(Context context, String json, Map<String, List<String>> parameters) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Allow", "GET, HEAD, OPTIONS");
        headers.put("As-Of", "2026-11-24T10:01:00.000Z");
        headers.put("Content-Type", "application/json");
        var list = "http://" + context.host() + "/2.3.0/spacecraft/";
        var page = new ListPage(
                PageWindow.of(Parameters.parse("limit=10&offset=10")),
                25,
                new PageLinks(list + "?limit=10&offset=20", list + "?limit=10"),
                List.of());
        var reply = new BrowsableReply(
                "/2.3.0/spacecraft/", new Parameters(parameters), HttpStatus.OK, headers, json.getBytes(UTF_8), page);
        new HtmlPages(BrowsableReply.CONTENT_SECURITY_POLICY).send(context, HttpStatus.OK, "ll2/reply.jte", reply);
        return context;
    }

    private static String recorded() {
        return RecordedSpacecraft.all().stream()
                .limit(3)
                .map(Object::toString)
                .collect(Collectors.joining(",", "{\"count\":19,\"next\":null,\"previous\":null,\"results\":[", "]}"));
    }

    private static String hostile() {
        return HOSTILE.stream()
                .map(text -> text.replace("\"", "\\\""))
                .map(text -> "{\"name\":\"" + text + "\",\"url\":\"" + text + "\",\"" + text + "\":1}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static void visit(String path) {
        tab.visit("http://127.0.0.1:" + server.port() + path);
    }

    private static String dom() {
        return tab.evaluate("document.documentElement.outerHTML").stringValue();
    }
}
