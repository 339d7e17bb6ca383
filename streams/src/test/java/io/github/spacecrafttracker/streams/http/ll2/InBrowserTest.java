package io.github.spacecrafttracker.streams.http.ll2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.service.http.HttpLimits;
import io.github.spacecrafttracker.service.http.HttpServer;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.streams.http.HtmlPages;
import io.github.spacecrafttracker.streams.http.ll2.ReplyPage.Paging;
import io.github.spacecrafttracker.streams.query.Parameters;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a real browser makes of the page. Its pictures are left in {@code target/pictures}, to be
 * looked at.
 */
@Tag("browser")
class InBrowserTest {
    private static final Path PICTURES = Path.of("target", "pictures").toAbsolutePath();
    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "</pre></title></textarea><svg onload=alert(1)>",
            "javascript:alert(1)",
            "'onmouseover='alert(1)");

    @TempDir
    static Path folder;

    private static HttpServer server;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws StartException, IOException {
        Files.createDirectories(PICTURES);
        chromium = new Chromium(folder);
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
        server.close();
    }

    @Test
    void the_page_opens_without_a_complaint() throws Exception {
        var opened = chromium.open(url("/list/"));

        assertThat(opened.console()).isEmpty();
        assertThat(opened.dom()).contains("<h1>Spacecraft list</h1>", "The Space Devs");
    }

    @Test
    void hostile_text_is_shown_and_nothing_is_made_of_it() throws Exception {
        var opened = chromium.open(url("/hostile/"));

        assertThat(opened.console()).isEmpty();
        assertThat(opened.dom())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img src=x onerror=alert(1)&gt;")
                .doesNotContain("<script", "<img", "<svg", "href=\"javascript", "' onmouseover")
                .doesNotContainPattern("<[^<>\"]*(\"[^\"]*\"[^<>\"]*)*\\son[a-z]+=");
    }

    @Test
    void the_browser_does_complain_where_there_is_reason() throws Exception {
        assertThat(chromium.open(url("/broken/")).console()).anyMatch(line -> line.contains("Content Security Policy"));
    }

    @ParameterizedTest
    @CsvSource({
        "wide,   --window-size=1280x1400, --blink-settings=preferredColorScheme=1",
        "dark,   --window-size=1280x1400, --blink-settings=preferredColorScheme=0",
        "narrow, --window-size=500x1800,  --blink-settings=preferredColorScheme=1"
    })
    void it_has_its_picture_taken(String name, String size, String colours) throws Exception {
        var picture = PICTURES.resolve("list-" + name + ".png");
        chromium.photograph(url("/list/"), picture, size.replace('x', ','), colours);

        assertThat(picture).exists();
    }

    private static Context show(Context context, String json, Map<String, List<String>> parameters) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Allow", "GET, HEAD, OPTIONS");
        headers.put("As-Of", "2026-11-24T10:01:00.000Z");
        headers.put("Content-Type", "application/json");
        var list = "http://" + context.host() + "/2.3.0/spacecraft/";
        var paging = new Paging(10, BigInteger.TEN, new Links(list + "?limit=10&offset=20", list + "?limit=10"));
        var page = new ReplyPage(
                "/2.3.0/spacecraft/", new Parameters(parameters), HttpStatus.OK, headers, json.getBytes(UTF_8), paging);
        new HtmlPages(ReplyPage.CONTENT_SECURITY_POLICY).send(context, HttpStatus.OK, "ll2/reply.jte", page);
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

    private static String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }
}
