package io.github.spacecrafttracker.streams.http;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A tab of a headless browser, controlled over the DevTools protocol. The browser is {@code
 * chromium} on the path. Requests over https never leave this machine: they return an image, or
 * fail if the URL contains {@code fails}.
 */
public final class BrowserTab implements AutoCloseable {
    private static final String PICTURE =
            "<svg xmlns='http://www.w3.org/2000/svg' width='256' height='256'><rect width='256' height='256' fill='#35618e'/>"
                    + "<circle cx='128' cy='140' r='70' fill='#d7e3f0'/></svg>";

    private final Process browser;
    private final WebSocket socket;
    private final AtomicInteger commands = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> replies = new ConcurrentHashMap<>();

    /** The errors and messages in the console of the page. */
    public final List<String> consoleMessages = new CopyOnWriteArrayList<>();

    /** The URLs that the page requested. */
    public final List<String> requests = new CopyOnWriteArrayList<>();

    private BrowserTab(Process browser, URI address) {
        this.browser = browser;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Messages())
                .join();
    }

    /** @param directory the directory of the browser's profile and log */
    public static BrowserTab open(Path directory) throws Exception {
        var profile = Files.createTempDirectory(directory, "profile");
        var browser = new ProcessBuilder(
                        "chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("chromium.log").toFile())
                .start();
        try {
            var port = profile.resolve("DevToolsActivePort");
            await().until(() -> Files.exists(port) && Files.size(port) > 0);
            var tab = new BrowserTab(browser, address(Files.readAllLines(port).get(0)));
            for (var domain : List.of("Page", "Runtime", "Log", "Network")) {
                tab.send(domain + ".enable", Map.of());
            }
            tab.send("Fetch.enable", Map.of("patterns", List.of(Map.of("urlPattern", "https://*"))));
            return tab;
        } catch (Exception e) {
            browser.destroyForcibly();
            throw e;
        }
    }

    private static URI address(String port) throws IOException, InterruptedException {
        var list = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        return Json.MAPPER
                .readTree(list.body())
                .valueStream()
                .filter(target -> target.path("type").stringValue("").equals("page"))
                .map(target ->
                        URI.create(target.required("webSocketDebuggerUrl").stringValue()))
                .findFirst()
                .orElseThrow();
    }

    public void visit(String url) {
        send("Page.navigate", Map.of("url", url));
        awaitCondition("document.readyState === 'complete' && location.href.startsWith('" + url + "')");
    }

    /** Sets the size of the window, in CSS pixels, and the preferred colour scheme. */
    public void emulate(int width, int height, String colourScheme) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colourScheme))));
    }

    /** Writes a PNG of the whole page. */
    public void takeScreenshot(Path file) throws IOException {
        var screenshot = send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        Files.write(file, Base64.getDecoder().decode(screenshot.required("data").stringValue()));
    }

    /**
     * Returns the value of a JavaScript expression. If it is a promise, returns the promise's
     * result.
     */
    public JsonNode evaluate(String expression) {
        var result =
                send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(result.path("exceptionDetails").toString());
        }
        return result.path("result").path("value");
    }

    /** Returns the visible text of an element. */
    public String text(String selector) {
        return evaluate("document.querySelector('" + selector + "').innerText").stringValue("");
    }

    /** Waits until a JavaScript expression is true. */
    public void awaitCondition(String condition) {
        await().until(() -> evaluate(condition).booleanValue(false));
    }

    public void press(String key) {
        send("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key, "code", key, "windowsVirtualKeyCode", 9));
        send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", 9));
    }

    public JsonNode send(String method, Map<String, ?> parameters) {
        try {
            return command(method, parameters).get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(method + " received no reply", e);
        }
    }

    private synchronized CompletableFuture<JsonNode> command(String method, Map<String, ?> parameters) {
        int id = commands.incrementAndGet();
        var reply = new CompletableFuture<JsonNode>();
        replies.put(id, reply);
        socket.sendText(Json.MAPPER.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        return reply;
    }

    @Override
    public void close() {
        socket.abort();
        browser.destroy();
        browser.onExit()
                .orTimeout(20, TimeUnit.SECONDS)
                .exceptionally(e -> browser.destroyForcibly())
                .join();
    }

    private void receive(JsonNode message) {
        var parameters = message.path("params");
        switch (message.path("method").stringValue("")) {
            case "Runtime.exceptionThrown" ->
                consoleMessages.add(parameters.at("/exceptionDetails").toString());
            case "Runtime.consoleAPICalled" ->
                consoleMessages.add(parameters.path("args").toString());
            case "Log.entryAdded" -> {
                var entry = parameters.path("entry");
                if (entry.path("level").stringValue("").equals("error")) {
                    consoleMessages.add(entry.path("text").stringValue("") + " "
                            + entry.path("url").stringValue(""));
                }
            }
            case "Network.requestWillBeSent" ->
                requests.add(parameters.at("/request/url").stringValue(""));
            case "Fetch.requestPaused" -> answer(parameters);
            default -> {
                var reply = replies.remove(message.path("id").intValue(0));
                if (reply != null) {
                    reply.complete(message.path("result"));
                }
            }
        }
    }

    private void answer(JsonNode paused) {
        var id = paused.path("requestId").stringValue("");
        if (paused.at("/request/url").stringValue("").contains("fails")) {
            var unused = command("Fetch.failRequest", Map.of("requestId", id, "errorReason", "Failed"));
        } else {
            var unused = command(
                    "Fetch.fulfillRequest",
                    Map.of(
                            "requestId",
                            id,
                            "responseCode",
                            200,
                            "responseHeaders",
                            List.of(Map.of("name", "Content-Type", "value", "image/svg+xml")),
                            "body",
                            Base64.getEncoder().encodeToString(PICTURE.getBytes(UTF_8))));
        }
    }

    private final class Messages implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                var message = Json.MAPPER.readTree(text.toString());
                text.setLength(0);
                // In another thread, because the handler may have to reply.
                var unused = CompletableFuture.runAsync(() -> receive(message));
            }
            from.request(1);
            return null;
        }
    }
}
