package io.github.spacecrafttracker.service.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests each form of a reply over HTTP, and repeats the request with its tag. */
class EtagAndGzipTest {
    private static final String LARGE = "spacecraft ".repeat(10_000);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static HttpServer server;

    @BeforeAll
    static void start() throws StartException {
        server = HttpServer.start("127.0.0.1", 0, "HTTP_PORT", new HttpLimits(64, 4), config -> {
            config.routes.get("/large", context -> withHeaders(context).result(LARGE));
            config.routes.head("/large", context -> withHeaders(context).result(LARGE));
            config.routes.post("/large", context -> withHeaders(context).result(LARGE));
            config.routes.get("/small", context -> withHeaders(context).result("small"));
            config.routes.get(
                    "/missing",
                    context -> withHeaders(context).status(HttpStatus.NOT_FOUND).result(LARGE));
            config.routes.get("/stream", context -> context.outputStream().write(LARGE.getBytes(UTF_8)));
            config.routes.after(new EtagAndGzip());
        });
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_client_that_accepts_gzip_gets_it_with_its_length_and_vary() throws Exception {
        var reply = send("GET", "/large", "Accept-Encoding", "gzip");

        assertThat(text(reply)).isEqualTo(LARGE);
        assertThat(reply.body()).hasSizeLessThan(LARGE.length() / 10);
        assertHeader(reply, "Content-Encoding", "gzip");
        assertHeader(reply, "Content-Length", Integer.toString(reply.body().length));
        assertHeader(reply, "Vary", "Accept, Accept-Encoding");
        assertHeader(reply, "Content-Type", "application/json");
    }

    @Test
    void any_other_client_gets_the_body_uncompressed_with_the_same_vary() throws Exception {
        var reply = send("GET", "/large");

        assertThat(new String(reply.body(), UTF_8)).isEqualTo(LARGE);
        assertThat(reply.headers().firstValue("Content-Encoding")).isEmpty();
        assertHeader(reply, "Content-Length", Integer.toString(LARGE.length()));
        assertHeader(reply, "Vary", "Accept, Accept-Encoding");
    }

    @Test
    void each_form_has_a_different_strong_tag() throws Exception {
        var plain = tag(send("GET", "/large"));
        var gzip = tag(send("GET", "/large", "Accept-Encoding", "gzip"));

        assertThat(plain).matches("\"[0-9a-f]{32}\"").isNotEqualTo(gzip).isNotEqualTo(tag(send("GET", "/small")));
    }

    @Test
    void a_client_that_has_the_body_gets_304_with_the_headers_but_without_a_body() throws Exception {
        var tag = tag(send("GET", "/large"));

        var reply = send("GET", "/large", "If-None-Match", "\"other\", W/" + tag);

        assertThat(reply.statusCode()).isEqualTo(304);
        assertThat(reply.body()).isEmpty();
        assertHeader(reply, "ETag", tag);
        assertHeader(reply, "Vary", "Accept, Accept-Encoding");
        assertHeader(reply, "As-Of", "now");
        assertThat(reply.headers().map()).doesNotContainKeys("content-type", "content-length", "content-encoding");
    }

    @Test
    void the_tag_of_one_form_does_not_match_the_other() throws Exception {
        var gzip = tag(send("GET", "/large", "Accept-Encoding", "gzip"));

        assertThat(send("GET", "/large", "If-None-Match", gzip).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/large", "If-None-Match", gzip, "Accept-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void head_returns_the_headers_of_get_in_each_form_and_supports_304() throws Exception {
        for (var coding : new String[] {"gzip", "identity"}) {
            var get = send("GET", "/large", "Accept-Encoding", coding);
            var head = send("HEAD", "/large", "Accept-Encoding", coding);

            assertThat(head.body()).isEmpty();
            for (var header : new String[] {"ETag", "Content-Length", "Content-Encoding", "Content-Type", "Vary"}) {
                assertThat(head.headers().firstValue(header))
                        .as(header)
                        .isEqualTo(get.headers().firstValue(header));
            }
            assertThat(send("HEAD", "/large", "Accept-Encoding", coding, "If-None-Match", tag(get))
                            .statusCode())
                    .isEqualTo(304);
        }
    }

    @Test
    void errors_replies_to_other_methods_and_streams_are_not_changed() throws Exception {
        for (var reply : new HttpResponse<?>[] {
            send("GET", "/missing", "Accept-Encoding", "gzip", "If-None-Match", "*"),
            send("POST", "/large", "Accept-Encoding", "gzip", "If-None-Match", "*"),
            send("GET", "/stream", "Accept-Encoding", "gzip", "If-None-Match", "*")
        }) {
            assertThat(reply.statusCode()).isNotEqualTo(304);
            assertThat(reply.headers().map()).doesNotContainKeys("etag", "content-encoding");
        }
    }

    private static Context withHeaders(Context context) {
        return context.contentType("application/json").header("Vary", "Accept").header("As-Of", "now");
    }

    private static void assertHeader(HttpResponse<?> reply, String header, String value) {
        assertThat(reply.headers().allValues(header)).as(header).containsExactly(value);
    }

    private static String tag(HttpResponse<?> reply) {
        return reply.headers().firstValue("ETag").orElseThrow();
    }

    private static String text(HttpResponse<byte[]> gzip) throws IOException {
        return new String(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes(), UTF_8);
    }

    private static HttpResponse<byte[]> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }
}
