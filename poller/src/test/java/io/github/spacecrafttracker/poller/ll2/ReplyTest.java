package io.github.spacecrafttracker.poller.ll2;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/guarantees.md#g6: an old reply never passes for a new one. */
class ReplyTest {
    private static final Instant REQUESTED = Instant.parse("2026-11-24T12:00:00.400Z");
    private static final Instant RECEIVED = Instant.parse("2026-11-24T12:00:01.700Z");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, 2026-11-24T12:00:00.400Z",
                "2026-11-24T12:00:01Z, 2026-11-24T12:00:00.400Z",
                "2026-11-24T12:00:00Z, 2026-11-24T12:00:00Z",
                "2026-11-24T11:59:59Z, 2026-11-24T11:59:59Z",
                "2026-11-24T11:50:00Z, 2026-11-24T11:50:00Z"
            })
    void a_reply_is_true_since_its_request_or_since_it_was_served_if_that_is_earlier(
            @Nullable Instant servedAt, Instant trueSince) {
        var reply = new Reply(
                URI.create("https://upstream.example"), REQUESTED, RECEIVED, servedAt, 404, new Reply.Absent());
        assertThat(reply.trueSince()).isEqualTo(trueSince);
    }

    @Test
    void a_reply_is_never_true_since_a_time_after_its_receipt() {
        var received = Instant.parse("2026-11-24T11:59:00Z");
        var reply = new Reply(
                URI.create("https://upstream.example"),
                received.plusSeconds(60),
                received,
                null,
                200,
                new Reply.Absent());

        assertThat(reply.trueSince()).isEqualTo(received);
    }
}
