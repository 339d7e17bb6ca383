package io.github.spacecrafttracker.poller.ll2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.poller.ll2.HttpExchange.Response;
import io.github.spacecrafttracker.poller.ll2.UpstreamLimit.ReportedLimit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamLimitTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final URI BASE_URL = URI.create("http://ll.example/2.3.0");
    private static final String FIFTEEN = "{\"your_request_limit\":15,\"limit_frequency_secs\":3600,\"current_use\":1}";

    private Instant now = NOON;

    @Test
    void the_report_of_launch_library_2_is_read() throws InterruptedException {
        assertThat(
                        read(
                                200,
                                "{\"your_request_limit\":15,\"limit_frequency_secs\":3600,\"current_use\":1,\"next_use_secs\":0,\"ident\":\"hush\"}"))
                .isEqualTo(new ReportedLimit(15, Duration.ofHours(1), 1, Duration.ZERO, NOON))
                .asString()
                .doesNotContain("hush");
    }

    @ParameterizedTest(name = "{0} is {1} s")
    @CsvSource({"90, 90", "-90, 0", "1e3, 0", "999999, 3600", "null, 0"})
    void the_wait_is_whole_seconds_no_longer_than_the_period(String reported, long seconds)
            throws InterruptedException {
        assertThat(read(
                        200,
                        "[{\"your_request_limit\":15,\"limit_frequency_secs\":3600,\"current_use\":1,\"next_use_secs\":"
                                + reported + "}]"))
                .isNotNull()
                .satisfies(limit -> assertThat(limit.nextAfter()).hasSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "<html>",
                "{\"your_request_limit\":0,\"limit_frequency_secs\":3600,\"current_use\":1}",
                "{\"your_request_limit\":\"15\",\"limit_frequency_secs\":3600,\"current_use\":1}",
                "{\"your_request_limit\":15,\"limit_frequency_secs\":0,\"current_use\":1}",
                "{\"your_request_limit\":15,\"limit_frequency_secs\":864000,\"current_use\":1}",
                "{\"your_request_limit\":15,\"limit_frequency_secs\":3600,\"current_use\":-1}",
                "{\"your_request_limit\":3000000000,\"limit_frequency_secs\":3600,\"current_use\":1}",
            })
    void anything_else_is_not_a_limit(String body) throws InterruptedException {
        assertThat(read(200, body)).isNull();
    }

    @Test
    void errors_and_broken_connections_are_not_limits() throws InterruptedException {
        assertThat(read(404, FIFTEEN)).isNull();
        assertThat(read(url -> {
                    throw new IOException("broken");
                }))
                .isNull();
    }

    @Test
    void a_limit_is_read_again_after_a_minute() throws InterruptedException {
        var server = new CountingServer();
        var limit = new UpstreamLimit(BASE_URL, server, () -> now);
        limit.refresh();
        now = NOON.plusSeconds(59);
        limit.refresh();
        assertThat(server.requests).isEqualTo(1);

        now = NOON.plusSeconds(60);
        limit.refresh();
        assertThat(server.requests).isEqualTo(2);
    }

    @Test
    void a_limit_that_cannot_be_read_remains_and_is_read_again_after_ten_minutes() throws InterruptedException {
        var server = new CountingServer();
        var limit = new UpstreamLimit(BASE_URL, server, () -> now);
        limit.refresh();
        server.status = 500;
        now = NOON.plusSeconds(60);
        limit.refresh();
        now = NOON.plusSeconds(659);
        limit.refresh();
        assertThat(server.requests).isEqualTo(2);
        assertThat(limit.reported()).isNotNull();

        now = NOON.plusSeconds(660);
        limit.refresh();
        assertThat(server.requests).isEqualTo(3);
    }

    private static final class CountingServer implements HttpExchange {
        int status = 200;
        int requests;

        @Override
        public Response send(URI url) {
            requests++;
            return response(status, FIFTEEN);
        }
    }

    private @Nullable ReportedLimit read(int status, String body) throws InterruptedException {
        return read(url -> {
            assertThat(url).hasToString("http://ll.example/2.3.0/api-throttle/");
            return response(status, body);
        });
    }

    private @Nullable ReportedLimit read(HttpExchange http) throws InterruptedException {
        var limit = new UpstreamLimit(BASE_URL, http, () -> now);
        limit.refresh();
        return limit.reported();
    }

    private static Response response(int status, String body) {
        return new Response(status, HttpHeaders.of(Map.of(), (name, value) -> true), body.getBytes(UTF_8));
    }
}
