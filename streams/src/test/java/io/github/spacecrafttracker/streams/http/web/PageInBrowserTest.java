package io.github.spacecrafttracker.streams.http.web;

import static io.github.spacecrafttracker.streams.SnapshotLog.shown;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.streams.BrokerTestBase;
import io.github.spacecrafttracker.streams.HttpReply;
import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.SnapshotLog.Shown;
import io.github.spacecrafttracker.streams.StreamsService;
import io.github.spacecrafttracker.streams.TestSettings;
import io.github.spacecrafttracker.streams.http.BrowserTab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tests the pages of a running service in a real browser. Screenshots are written to {@code
 * target/screenshots}.
 */
@Tag("browser")
class PageInBrowserTest extends BrokerTestBase {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";
    private static final String LIVE = "document.getElementById('connection').dataset.state === 'live'";
    private static final String CHART = "document.querySelector('#chart canvas') !== null";
    private static final long FREEDOM = 551;
    private static final long HOSTILE_IN_SPACE = 900_001;
    private static final long HOSTILE_LEAVING = 900_002;
    private static final long ENTERING = 900_003;
    private static final long ENTERING_DURING_RESTART = 900_004;
    private static final long LANDING = 900_005;
    private static final long ENTERING_WHILE_TYPING = 900_006;

    @SuppressWarnings("NullAway.Init") // Initialized before all tests.
    private static SnapshotLog log;

    @SuppressWarnings("NullAway.Init")
    private static BrowserTab tab;

    @SuppressWarnings("NullAway.Init")
    private static Closer closer;

    private static int port;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(SCREENSHOTS);
        log = new SnapshotLog(broker, "spacecraft");
        serve();
        for (var object : RecordedSpacecraft.all()) {
            log.commit(new Shown(object.required("id").longValue(), object.toString()));
        }
        log.commit(
                new Shown(HOSTILE_IN_SPACE, hostileWithPicture().toString()),
                new Shown(FREEDOM, freedom(false)),
                new Shown(FREEDOM, freedom(true)));
        confirmNow();
        tab = BrowserTab.open(directory);
    }

    @AfterAll
    static void stop() {
        tab.close();
        closer.close();
        log.close();
    }

    @BeforeEach
    void reset() {
        tab.emulate(1280, 900, "light");
        tab.visit("about:blank");
        tab.consoleMessages.clear();
        tab.requests.clear();
    }

    @Test
    void a_page_opens_without_console_messages_and_loads_only_images_from_other_hosts() {
        visit("/");
        tab.awaitCondition(LIVE);
        tab.awaitCondition(CHART);
        loadAllPictures();

        // A violation of the Content Security Policy would be a message.
        assertThat(tab.consoleMessages).allMatch(line -> line.contains("fails.jpeg"));
        assertThat(tab.requests)
                .isNotEmpty()
                .allMatch(url -> url.startsWith("http://127.0.0.1:" + port + "/")
                        || url.matches("https://thespacedevs-(prod|dev)\\.nyc3\\.digitaloceanspaces\\.com/.*")
                        // The icon that Chromium draws in the field for a time.
                        || url.startsWith("data:image/svg+xml;base64,")
                        || url.equals("about:blank"));
    }

    @Test
    void the_chart_shows_the_number_at_the_pointer() {
        visit("/");
        tab.awaitCondition(CHART);
        moveToChart(0.9);

        assertThat(tab.text(".readout")).matches("\\d+ Nov 2026, .*: \\d+( to \\d+)? in space.*");
        assertThat(tab.consoleMessages).noneMatch(line -> line.contains("Content Security Policy"));
    }

    @Test
    void times_are_those_of_the_visitor_unless_the_visitor_prefers_utc() {
        tab.send("Emulation.setTimezoneOverride", Map.of("timezoneId", "Asia/Kolkata"));
        try {
            visit("/");
            tab.awaitCondition(LIVE);
            assertThat(tab.text("#as-of")).contains("GMT+5:30").doesNotContain("UTC");
            tab.evaluate("document.getElementById('at').value = '2026-11-24T17:30'");
            tab.evaluate("document.getElementById('zone').click()");
            assertThat(tab.text("#as-of")).contains("UTC").doesNotContain("GMT");
            assertThat(tab.evaluate("document.getElementById('at').value").stringValue())
                    .isEqualTo("2026-11-24T12:00");
            visit("/");
            tab.awaitCondition(LIVE);
            assertThat(tab.text("#as-of")).contains("UTC").doesNotContain("GMT");
        } finally {
            tab.evaluate("localStorage.clear()");
            tab.send("Emulation.setTimezoneOverride", Map.of("timezoneId", ""));
        }
    }

    @Test
    void the_form_opens_the_state_at_a_time() {
        visit("/");
        tab.awaitCondition(CHART);
        tab.evaluate("document.getElementById('at').value = new Date().toISOString().slice(0, 16)");
        tab.evaluate("document.querySelector('#picker button').click()");
        tab.awaitCondition("location.search.startsWith('?at=') && document.readyState === 'complete'");

        assertThat(tab.text("#number")).contains("spacecraft in space");
        assertThat(tab.text("main")).contains("In space at this time");
    }

    @Test
    void an_image_that_cannot_be_loaded_is_replaced_by_an_icon() {
        visit("/");
        loadAllPictures();
        tab.awaitCondition("document.querySelectorAll('.frame.failed').length === 1");

        assertThat(tab.evaluate("getComputedStyle(document.querySelector('.frame.failed img')).display")
                        .stringValue())
                .isEqualTo("none");
        assertThat(tab.evaluate("document.querySelectorAll('#in-space .frame img').length")
                        .intValue())
                .isGreaterThan(1);
    }

    @Test
    void a_malicious_name_remains_text_after_an_update() throws Exception {
        visit("/");
        tab.awaitCondition(LIVE);
        log.commit(
                new Shown(HOSTILE_LEAVING, hostile(HOSTILE_LEAVING, true).toString()),
                new Shown(HOSTILE_LEAVING, hostile(HOSTILE_LEAVING, false).toString()));
        tab.awaitCondition("document.getElementById('changes').innerText.includes('" + HOSTILE + " left space')");

        assertThat(tab.evaluate("document.querySelectorAll('img[src=x]').length")
                        .intValue())
                .isZero();
        assertThat(tab.text("#announcement")).contains(HOSTILE + " left space");
    }

    @Test
    void a_landing_appears_without_a_reload_and_keeps_focus_and_scroll_position() throws Exception {
        log.commit(shown(LANDING, true));
        visit("/");
        tab.awaitCondition(LIVE);
        tab.awaitCondition("document.getElementById('in-space').innerText.includes('S900005')");
        tab.awaitCondition(CHART);
        tab.evaluate("window.sameDocument = true");
        tab.evaluate("window.canvas = document.querySelector('#chart canvas')");
        var number = tab.evaluate("Number(document.querySelector('#number .large').innerText)")
                .intValue();
        tab.evaluate("document.getElementById('chart-table').open = true");
        tab.evaluate("document.querySelector('#results a').focus(); scrollTo(0, 300)");
        var focused = tab.evaluate("document.activeElement.href").stringValue();
        var scrollY = tab.evaluate("scrollY").intValue();

        log.commit(shown(LANDING, false));
        tab.awaitCondition("document.getElementById('changes').innerText.includes('S900005 left space')");
        tab.awaitCondition("!document.getElementById('in-space').innerText.includes('S900005')");

        tab.awaitCondition("Number(document.querySelector('#number .large').innerText) === " + (number - 1));
        tab.awaitCondition(
                "JSON.parse(document.querySelector('[data-chart]').dataset.chart).at_most.at(-1) === " + (number - 1));
        assertThat(tab.evaluate("window.sameDocument").booleanValue()).isTrue();
        assertThat(tab.evaluate("document.querySelector('#chart canvas') === window.canvas")
                        .booleanValue())
                .isTrue();
        assertThat(tab.evaluate("document.getElementById('chart-table').open").booleanValue())
                .isTrue();
        assertThat(tab.text("#announcement")).contains("S900005 left space");
        assertThat(tab.evaluate("document.activeElement.href").stringValue()).isEqualTo(focused);
        assertThat(tab.evaluate("scrollY").intValue()).isEqualTo(scrollY);
    }

    @Test
    void an_update_does_not_disturb_typing() throws Exception {
        visit("/");
        tab.awaitCondition(LIVE);
        tab.evaluate("document.getElementById('search').focus()");
        tab.send("Input.insertText", Map.of("text", "soy"));

        log.commit(shown(ENTERING_WHILE_TYPING, true));
        tab.awaitCondition("document.getElementById('in-space').innerText.includes('S900006')");

        assertThat(tab.evaluate("document.activeElement.id + ' ' + document.activeElement.value")
                        .stringValue())
                .isEqualTo("search soy");
    }

    /**
     * A browser opens at most six HTTP/1.1 connections to a server, and keeps pages in memory after
     * the user has left them.
     */
    @Test
    void pages_that_the_user_has_left_do_not_hold_connections() {
        for (int i = 0; i < 8; i++) {
            visit("/?offset=" + i);
            tab.awaitCondition(LIVE);
        }
    }

    @Test
    void a_page_is_live_again_after_going_back() throws Exception {
        visit("/");
        tab.awaitCondition(LIVE);
        visit("/spacecraft/551");
        tab.awaitCondition(LIVE);
        log.commit(shown(ENTERING, false), shown(ENTERING, true));

        tab.evaluate("history.back()");
        tab.awaitCondition("location.pathname === '/' && " + LIVE);
        tab.awaitCondition("document.getElementById('changes').innerText.includes('S900003 entered space')");
    }

    @Test
    void a_page_recovers_from_a_restart_of_the_server() throws Exception {
        visit("/");
        tab.awaitCondition(LIVE);
        tab.evaluate("window.sameDocument = true");

        closer.close();
        try {
            tab.awaitCondition("document.getElementById('connection').innerText.includes('Not live since')");
            log.commit(shown(ENTERING_DURING_RESTART, false), shown(ENTERING_DURING_RESTART, true));
        } finally {
            serve();
        }

        tab.awaitCondition(LIVE);
        tab.awaitCondition("document.getElementById('changes').innerText.includes('S900004 entered space')");
        tab.awaitCondition("document.getElementById('in-space').innerText.includes('S900004')");
        assertThat(tab.evaluate("window.sameDocument").booleanValue()).isTrue();
    }

    @Test
    void a_page_is_complete_without_javascript() throws Exception {
        tab.send("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        try {
            visit("/?search=dragon");
            assertThat(tab.text("main")).contains("spacecraft in space", "Latest changes", "Crew Dragon Freedom");
            assertThat(tab.text("#results")).contains("Crew Dragon");
            tab.takeScreenshot(SCREENSHOTS.resolve("front-no-script.png"));
            assertThat(tab.text("footer")).contains("reload it to see changes");
            assertThat(tab.evaluate("document.getElementById('connection').hidden")
                            .booleanValue())
                    .isTrue();
        } finally {
            tab.send("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        }
    }

    @Test
    void every_control_is_reachable_by_keyboard_in_reading_order() {
        visit("/");
        tab.awaitCondition(LIVE);
        tab.evaluate("window.all = [...document.querySelectorAll("
                + "'a[href], input, select, button, summary, [tabindex=\"0\"]')].filter(element => !element.hidden)");
        tab.evaluate("window.reached = []");
        // A field for a time has several parts, so the number of steps is not known.
        var isAtEnd = false;
        for (int i = 0; i < 300 && !isAtEnd; i++) {
            tab.press("Tab");
            isAtEnd = tab.evaluate(
                            "if (reached.at(-1) !== document.activeElement) reached.push(document.activeElement);"
                                    + "document.activeElement === all.at(-1)")
                    .booleanValue();
        }

        assertThat(isAtEnd).isTrue();
        assertThat(tab.evaluate("all.length === reached.length && all.every((element, i) => reached[i] === element)")
                        .booleanValue())
                .isTrue();
        assertThat(tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                        .stringValue())
                .isEqualTo("solid");
    }

    @ParameterizedTest
    @CsvSource({
        "/,                 1280, light",
        "/,                 1280, dark",
        "/,                 390,  light",
        "/?status=99,       390,  dark",
        "/?at=2026-11-24T12:00Z, 1280, light",
        "/?at=2026-11-24T12:00Z, 390, dark",
        "/?at=x,            1280, light",
        "/spacecraft/551,   1280, light",
        "/spacecraft/551,   390,  dark",
        "/spacecraft/1,     1280, light",
    })
    void axe_finds_no_violations(String path, int width, String colourScheme) throws Exception {
        tab.emulate(width, 900, colourScheme);
        tab.send("Page.setBypassCSP", Map.of("enabled", true));
        try {
            visit(path);
            tab.awaitCondition(LIVE);
            tab.evaluate(axe());
            var violations = tab.evaluate(
                    "axe.run().then(result => result.violations.map(violation => violation.impact + ' ' + violation.id + ' ' + violation.nodes[0].html))");
            assertThat(violations.valueStream()).isEmpty();
        } finally {
            tab.send("Page.setBypassCSP", Map.of("enabled", false));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/?at=2026-11-24T12:00Z", "/spacecraft/551", "/spacecraft/900001"})
    void a_page_fits_a_narrow_phone(String path) {
        tab.emulate(320, 700, "light");
        visit(path);

        assertThat(tab.evaluate("document.documentElement.scrollWidth").intValue())
                .isEqualTo(320);
    }

    @ParameterizedTest
    @CsvSource({
        "front-wide-light,   /,               1280, light",
        "front-wide-dark,    /,               1280, dark",
        "front-narrow-light, /,               390,  light",
        "front-narrow-dark,  /,               390,  dark",
        "past-wide-light,    /?at=2026-11-24T10:21:30Z, 1280, light",
        "spacecraft-wide-light,    /spacecraft/551, 1280, light",
        "spacecraft-narrow-dark,   /spacecraft/551, 390,  dark"
    })
    void a_screenshot_is_taken(String name, String path, int width, String colourScheme) throws Exception {
        tab.emulate(width, 900, colourScheme);
        visit(path);
        tab.awaitCondition(LIVE);
        loadAllPictures();
        tab.evaluate("scrollTo(0, 0)");
        tab.takeScreenshot(SCREENSHOTS.resolve(name + ".png"));

        assertThat(SCREENSHOTS.resolve(name + ".png")).exists();
    }

    private static void serve() throws Exception {
        closer = new Closer();
        var service = StreamsService.start(closer, "127.0.0.1", TestSettings.on(port), log.kafka);
        port = service.port();
        if (log.observation() > 0) {
            awaitPages();
        }
    }

    /** Reports a sweep and a watch as of now, so that the data is not old. */
    private static void confirmNow() throws Exception {
        log.sweep(Instant.now());
        log.watch(Instant.now());
        awaitPages();
    }

    private static void awaitPages() {
        await().until(() -> HttpReply.of(port, "GET", "/", "Host: here").status() == 200);
        await().until(() -> HttpReply.of(port, "GET", "/spacecraft/551", "Host: here")
                .body()
                .contains("entered space"));
    }

    private static void visit(String path) {
        tab.visit("http://127.0.0.1:" + port + path);
    }

    /** Loads the images that are not in view. */
    private static void loadAllPictures() {
        tab.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')");
        tab.awaitCondition("[...document.querySelectorAll('img')].every(image => image.complete)");
    }

    /** @param share the horizontal position in the chart */
    private static void moveToChart(double share) {
        var box = tab.evaluate(
                "(({x, y, width, height}) => ({x, y, width, height}))(document.querySelector('#chart .u-over').getBoundingClientRect())");
        tab.send(
                "Input.dispatchMouseEvent",
                Map.of(
                        "type",
                        "mouseMoved",
                        "x",
                        box.required("x").doubleValue()
                                + share * box.required("width").doubleValue(),
                        "y",
                        box.required("y").doubleValue() + 50));
        tab.awaitCondition("document.querySelector('.readout').innerText !== ''");
    }

    private static String freedom(boolean inSpace) {
        return RecordedSpacecraft.all().stream()
                .filter(object -> object.required("id").longValue() == FREEDOM)
                .map(object -> object.deepCopy().put("in_space", inSpace).toString())
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode hostileWithPicture() {
        var object = hostile(HOSTILE_IN_SPACE, true);
        object.putObject("image")
                .put("thumbnail_url", "https://thespacedevs-prod.nyc3.digitaloceanspaces.com/fails.jpeg")
                .put("credit", HOSTILE);
        return object;
    }

    private static ObjectNode hostile(long id, boolean inSpace) {
        return ((ObjectNode) Json.MAPPER.readTree(SnapshotLog.object(id, inSpace))).put("name", HOSTILE);
    }

    private static String axe() throws IOException {
        try (var script = PageInBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script, "axe.min.js").readAllBytes(), UTF_8);
        }
    }
}
