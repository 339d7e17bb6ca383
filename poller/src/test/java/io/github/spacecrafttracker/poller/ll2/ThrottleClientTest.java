package io.github.spacecrafttracker.poller.ll2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.poller.ll2.HttpExchange.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleClientTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void what_launch_library_2_tells_is_read() throws InterruptedException {
        assertThat(
                        read(
                                200,
                                "{\"your_request_limit\":15,\"limit_frequency_secs\":3600,\"current_use\":1,\"next_use_secs\":0,\"ident\":\"hush\"}"))
                .contains(new Throttle(15, Duration.ofHours(1), 1, Duration.ZERO, NOON))
                .asString()
                .doesNotContain("hush");
    }

    @ParameterizedTest(name = "{0} is {1} s")
    @CsvSource({"90, 90", "-90, 0", "1e3, 0", "999999, 3600", "null, 0"})
    void the_wait_is_whole_seconds_no_longer_than_the_period(String told, long seconds) throws InterruptedException {
        assertThat(read(
                        200,
                        "[{\"your_request_limit\":15,\"limit_frequency_secs\":3600,\"current_use\":1,\"next_use_secs\":"
                                + told + "}]"))
                .hasValueSatisfying(each -> assertThat(each.nextIn()).hasSeconds(seconds));
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
    void anything_else_can_not_be_read(String body) throws InterruptedException {
        assertThat(read(200, body)).isEmpty();
    }

    @Test
    void an_error_and_a_broken_connection_can_not_be_read() throws InterruptedException {
        assertThat(read(404, "{\"your_request_limit\":15,\"limit_frequency_secs\":3600,\"current_use\":1}"))
                .isEmpty();
        HttpExchange broken = url -> {
            throw new IOException("broken");
        };
        assertThat(new ThrottleClient(URI.create("http://ll.example/2.3.0"), broken, () -> NOON).read())
                .isEmpty();
    }

    private static Optional<Throttle> read(int status, String body) throws InterruptedException {
        HttpExchange http = url -> {
            assertThat(url).hasToString("http://ll.example/2.3.0/api-throttle/");
            return new Answer(status, HttpHeaders.of(Map.of(), (name, value) -> true), body.getBytes(UTF_8));
        };
        return new ThrottleClient(URI.create("http://ll.example/2.3.0"), http, () -> NOON).read();
    }
}
