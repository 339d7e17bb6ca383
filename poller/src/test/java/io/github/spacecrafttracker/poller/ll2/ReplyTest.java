package io.github.spacecrafttracker.poller.ll2;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise 6: an old reply is never passed off as new. */
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
    void a_reply_that_says_that_it_is_older_than_its_request_is_taken_at_its_word(
            @Nullable Instant servedAt, Instant trueSince) {
        var reply = new Reply(
                URI.create("https://upstream.example"), REQUESTED, RECEIVED, servedAt, 404, new Reply.Absent());
        assertThat(reply.trueSince()).isEqualTo(trueSince);
    }

    @Test
    void is_true_since_its_receipt_at_the_latest_even_if_the_clock_was_set_back_in_between() {
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
