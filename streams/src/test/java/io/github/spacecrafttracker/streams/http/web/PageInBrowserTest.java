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
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * The page in a real browser, before a running service. Its pictures are left in
 * {@code target/pictures}, to be looked at.
 */
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageInBrowserTest extends BrokerTestBase {
    private static final Path PICTURES = Path.of("target", "pictures").toAbsolutePath();
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";
    private static final String LIVE = "document.getElementById('connection').dataset.state === 'live'";
    private static final long FREEDOM = 551;
    private static final long HOSTILE_ONE = 900_001;

    @SuppressWarnings("NullAway.Init") // Before any test, as all of these.
    private static SnapshotLog log;

    @SuppressWarnings("NullAway.Init")
    private static BrowserTab tab;

    @SuppressWarnings("NullAway.Init")
    private static Closer serving;

    private static int port;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(PICTURES);
        log = new SnapshotLog(broker, "spacecraft");
        serve();
        for (var object : RecordedSpacecraft.all()) {
            log.commit(new Shown(object.required("id").longValue(), object.toString()));
        }
        log.commit(
                new Shown(HOSTILE_ONE, hostile().toString()),
                new Shown(FREEDOM, freedom(false)),
                new Shown(FREEDOM, freedom(true)));
        fresh();
        tab = BrowserTab.open(folder);
    }

    @AfterAll
    static void stop() {
        tab.close();
        serving.close();
        log.close();
    }

    @BeforeEach
    void open() {
        tab.emulate(1280, 900, "light");
        tab.visit("about:blank");
        tab.consoleMessages.clear();
        tab.requests.clear();
    }

    @Test
    @Order(1)
    void opens_without_a_complaint_and_asks_no_other_host_but_for_pictures() {
        visit("/");
        tab.awaitCondition(LIVE);
        everyPicture();

        assertThat(tab.consoleMessages).allMatch(line -> line.contains("fails.jpeg"));
        assertThat(tab.requests)
                .isNotEmpty()
                .allMatch(url -> url.startsWith("http://127.0.0.1:" + port + "/")
                        || url.matches("https://thespacedevs-(prod|dev)\\.nyc3\\.digitaloceanspaces\\.com/.*")
                        || url.equals("about:blank"));
    }

    @Test
    @Order(1)
    void a_picture_that_does_not_come_gives_way_to_a_sign() {
        visit("/");
        everyPicture();
        tab.awaitCondition("document.querySelectorAll('.frame.failed').length === 1");

        assertThat(tab.evaluate("getComputedStyle(document.querySelector('.frame.failed img')).display")
                        .stringValue())
                .isEqualTo("none");
        assertThat(tab.evaluate("document.querySelectorAll('#in-space .frame img').length")
                        .intValue())
                .isGreaterThan(1);
    }

    @Test
    @Order(2)
    void a_hostile_name_is_text_in_what_is_taken_over_too() throws Exception {
        visit("/");
        tab.awaitCondition(LIVE);
        log.commit(new Shown(HOSTILE_ONE, hostile().put("in_space", false).toString()));
        tab.awaitCondition("document.getElementById('changes').innerText.includes('" + HOSTILE + " left space')");

        assertThat(tab.evaluate("document.querySelectorAll('img[src=x]').length")
                        .intValue())
                .isZero();
        assertThat(tab.text("#news")).contains(HOSTILE + " left space");
    }

    @Test
    @Order(2)
    void a_landing_appears_without_a_reload_and_focus_and_place_stay() throws Exception {
        visit("/");
        tab.awaitCondition(LIVE);
        tab.evaluate("window.sameDocument = true");
        tab.evaluate("document.querySelector('#results a').focus(); scrollTo(0, 300)");
        var focused = tab.evaluate("document.activeElement.href").stringValue();
        var place = tab.evaluate("scrollY").intValue();

        log.commit(new Shown(FREEDOM, freedom(false)));
        tab.awaitCondition("document.getElementById('changes').innerText.includes('Crew Dragon Freedom left space')");
        tab.awaitCondition("!document.getElementById('in-space').innerText.includes('Crew Dragon Freedom')");

        assertThat(tab.evaluate("window.sameDocument").booleanValue()).isTrue();
        assertThat(tab.text("#news")).contains("Crew Dragon Freedom left space");
        assertThat(tab.evaluate("document.activeElement.href").stringValue()).isEqualTo(focused);
        assertThat(tab.evaluate("scrollY").intValue()).isEqualTo(place);
    }

    @Test
    @Order(2)
    void what_is_being_typed_is_left_alone() throws Exception {
        visit("/");
        tab.awaitCondition(LIVE);
        tab.evaluate("document.getElementById('search').focus()");
        tab.send("Input.insertText", Map.of("text", "soy"));

        log.commit(new Shown(FREEDOM, freedom(true)));
        tab.awaitCondition("document.getElementById('in-space').innerText.includes('Crew Dragon Freedom')");

        assertThat(tab.evaluate("document.activeElement.id + ' ' + document.activeElement.value")
                        .stringValue())
                .isEqualTo("search soy");
    }

    /**
     * A browser has six connections to a server that speaks HTTP/1.1, and keeps pages that were
     * left for a while.
     */
    @Test
    @Order(2)
    void pages_that_were_left_hold_no_connection() {
        for (int i = 0; i < 8; i++) {
            visit("/?offset=" + i);
            tab.awaitCondition(LIVE);
        }
    }

    @Test
    @Order(2)
    void a_page_that_is_come_back_to_is_live_again() throws Exception {
        visit("/");
        tab.awaitCondition(LIVE);
        visit("/spacecraft/551");
        tab.awaitCondition(LIVE);
        log.commit(shown(900_003, false), shown(900_003, true));

        tab.evaluate("history.back()");
        tab.awaitCondition("location.pathname === '/' && " + LIVE);
        tab.awaitCondition("document.getElementById('changes').innerText.includes('S900003 entered space')");
    }

    @Test
    @Order(3)
    void the_server_goes_away_and_comes_back() throws Exception {
        visit("/");
        tab.awaitCondition(LIVE);
        tab.evaluate("window.sameDocument = true");

        serving.close();
        tab.awaitCondition("document.getElementById('connection').innerText.includes('Not live since')");
        log.commit(shown(900_002, false), shown(900_002, true));
        serve();

        tab.awaitCondition(LIVE);
        tab.awaitCondition("document.getElementById('changes').innerText.includes('S900002 entered space')");
        tab.awaitCondition("document.getElementById('in-space').innerText.includes('S900002')");
        assertThat(tab.evaluate("window.sameDocument").booleanValue()).isTrue();
    }

    @Test
    @Order(4)
    void is_whole_without_script() {
        tab.send("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        try {
            visit("/?search=dragon");
            assertThat(tab.text("main")).contains("In space now", "What changed last", "Crew Dragon Freedom");
            assertThat(tab.text("#results")).contains("Crew Dragon");
            assertThat(tab.text("footer")).contains("reload it to see what is new");
            assertThat(tab.evaluate("document.getElementById('connection').hidden")
                            .booleanValue())
                    .isTrue();
        } finally {
            tab.send("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        }
    }

    @Test
    @Order(4)
    void the_keyboard_reaches_everything_in_the_order_in_which_it_is_read() {
        visit("/");
        tab.awaitCondition(LIVE);
        var all = tab.evaluate("document.querySelectorAll('a[href], input, select, button, [tabindex=\"0\"]').length")
                .intValue();
        tab.evaluate("window.reached = []");
        for (int i = 0; i < all; i++) {
            tab.press("Tab");
            tab.evaluate("reached.push(document.activeElement)");
        }

        assertThat(tab.evaluate(
                                "const every = [...document.querySelectorAll('a[href], input, select, button, [tabindex=\"0\"]')];"
                                        + "every.every((element, i) => reached[i] === element)")
                        .booleanValue())
                .isTrue();
        assertThat(tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                        .stringValue())
                .isEqualTo("solid");
    }

    @ParameterizedTest
    @Order(4)
    @CsvSource({
        "/,                 1280, light",
        "/,                 1280, dark",
        "/,                 390,  light",
        "/?status=99,       390,  dark",
        "/spacecraft/551,   1280, light",
        "/spacecraft/551,   390,  dark",
        "/spacecraft/1,     1280, light",
    })
    void axe_finds_nothing(String path, int width, String colours) throws Exception {
        tab.emulate(width, 900, colours);
        tab.send("Page.setBypassCSP", Map.of("enabled", true));
        try {
            visit(path);
            tab.awaitCondition(LIVE);
            tab.evaluate(axe());
            var found = tab.evaluate(
                    "axe.run().then(found => found.violations.map(it => it.impact + ' ' + it.id + ' ' + it.nodes[0].html))");
            assertThat(found.valueStream()).isEmpty();
        } finally {
            tab.send("Page.setBypassCSP", Map.of("enabled", false));
        }
    }

    @ParameterizedTest
    @Order(4)
    @ValueSource(strings = {"/", "/spacecraft/551", "/spacecraft/900001"})
    void nothing_is_wider_than_a_telephone(String path) {
        tab.emulate(320, 700, "light");
        visit(path);

        assertThat(tab.evaluate("document.documentElement.scrollWidth").intValue())
                .isEqualTo(320);
    }

    @ParameterizedTest
    @Order(4)
    @CsvSource({
        "front-wide-light,   /,               1280, light",
        "front-wide-dark,    /,               1280, dark",
        "front-narrow-light, /,               390,  light",
        "front-narrow-dark,  /,               390,  dark",
        "life-wide-light,    /spacecraft/551, 1280, light",
        "life-narrow-dark,   /spacecraft/551, 390,  dark"
    })
    void it_has_its_picture_taken(String name, String path, int width, String colours) throws Exception {
        tab.emulate(width, 900, colours);
        visit(path);
        tab.awaitCondition(LIVE);
        everyPicture();
        tab.evaluate("scrollTo(0, 0)");
        tab.takeScreenshot(PICTURES.resolve(name + ".png"));

        assertThat(PICTURES.resolve(name + ".png")).exists();
    }

    private static void serve() throws Exception {
        serving = new Closer();
        var service = StreamsService.start(serving, "127.0.0.1", TestSettings.on(port), log.kafka);
        port = service.port();
        if (log.observation() > 0) {
            answers();
        }
    }

    /** What is held is said to be of now. */
    private static void fresh() throws Exception {
        log.sweep(Instant.now());
        log.watch(Instant.now());
        answers();
    }

    private static void answers() {
        await().until(() -> HttpReply.of(port, "GET", "/", "Host: here").status() == 200);
        await().until(() -> HttpReply.of(port, "GET", "/spacecraft/551", "Host: here")
                .body()
                .contains("entered space"));
    }

    private static void visit(String path) {
        tab.visit("http://127.0.0.1:" + port + path);
    }

    /** All come into catalogue. */
    private static void everyPicture() {
        tab.evaluate("document.querySelectorAll('img').forEach(it => it.loading = 'eager')");
        tab.awaitCondition("[...document.querySelectorAll('img')].every(it => it.complete)");
    }

    private static String freedom(boolean inSpace) {
        return RecordedSpacecraft.all().stream()
                .filter(object -> object.required("id").longValue() == FREEDOM)
                .map(object -> object.deepCopy().put("in_space", inSpace).toString())
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode hostile() {
        var object = (ObjectNode) Json.MAPPER.readTree(SnapshotLog.object(HOSTILE_ONE, true));
        object.put("name", HOSTILE);
        object.putObject("image")
                .put("thumbnail_url", "https://thespacedevs-prod.nyc3.digitaloceanspaces.com/fails.jpeg")
                .put("credit", HOSTILE);
        return object;
    }

    private static String axe() throws IOException {
        try (var script = PageInBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script, "axe.min.js").readAllBytes(), UTF_8);
        }
    }
}
