package io.github.spacecrafttracker.poller.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poller.InMemoryUpstream;
import io.github.spacecrafttracker.poller.SimulatedPoller;
import io.github.spacecrafttracker.poller.ll2.HttpExchange.Response;
import io.github.spacecrafttracker.snapshot.Snapshot;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/guarantees.md#g2: 10,000 replies that were corrupted on the way, from a fixed seed. */
class CorruptedRepliesTest {
    private static final String[] SPLICES = {
        "null",
        "true",
        "false",
        "-1",
        "0",
        "1e400",
        "\"\"",
        "{}",
        "[]",
        ",",
        "}",
        "]",
        "\"id\":4,",
        "\"in_space\":true,",
        "\u0000"
    };

    /** Accepts what the poller rejects, such as a duplicate field. */
    private static final JsonMapper LENIENT = new JsonMapper();

    private final Random random = new Random(20261124);
    private final InMemoryUpstream upstream = new InMemoryUpstream();
    private final AtomicReference<byte[]> sent = new AtomicReference<>(new byte[0]);

    @Test
    void a_corrupted_reply_publishes_only_what_it_shows_and_removes_nothing_that_exists() throws Exception {
        RecordedSpacecraft.all().forEach(row -> upstream.put(row.required("id").longValue(), row.toString()));
        var poller = new SimulatedPoller(url -> corrupt(upstream.send(url)));
        var accepted = 0;
        for (var poll = 0; poll < 10_000; poll++) {
            var step = poller.poll();
            for (var snapshot : step.evaluation().snapshots()) {
                if (snapshot.value() == null) {
                    assertThat(upstream.has(snapshot.id()))
                            .as("removed at poll %s: only an id that a corrupted reply invented", poll)
                            .isFalse();
                    continue;
                }
                assertThat(isShown(snapshot))
                        .as("poll %s, spacecraft %s", poll, snapshot.id())
                        .isTrue();
            }
            accepted += step.evaluation().outcome() == Outcome.ACCEPTED ? 1 : 0;
        }
        assertThat(accepted).as("some corruptions are harmless").isBetween(500, 9_500);
    }

    private Response corrupt(Response answer) {
        var body = answer.body();
        for (var times = random.nextInt(1, 4); times > 0 && body.length > 2; times--) {
            body = corrupted(body);
        }
        sent.set(body);
        return new Response(answer.status(), answer.headers(), body);
    }

    private byte[] corrupted(byte[] body) {
        var from = random.nextInt(body.length - 1);
        var to = Math.min(body.length, from + random.nextInt(1, 60));
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(body, from);
            case 1 -> replaced(body, from, to, new byte[0]);
            case 2 -> replaced(body, from, from, Arrays.copyOfRange(body, from, to));
            case 3 -> replaced(body, from, from, SPLICES[random.nextInt(SPLICES.length)].getBytes(UTF_8));
            case 4 -> withOtherDigit(body, from);
            default -> replaced(body, from, from + 1, new byte[] {(byte) random.nextInt(256)});
        };
    }

    /** A corruption that stays well-formed. */
    private byte[] withOtherDigit(byte[] body, int from) {
        for (var at = from; at < body.length; at++) {
            if (body[at] >= '1' && body[at] <= '9') {
                return replaced(body, at, at + 1, new byte[] {(byte) ('1' + random.nextInt(9))});
            }
        }
        return body;
    }

    private static byte[] replaced(byte[] body, int from, int to, byte[] by) {
        var result = Arrays.copyOf(body, body.length - (to - from) + by.length);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(body, to, result, from + by.length, body.length - to);
        return result;
    }

    private boolean isShown(Snapshot snapshot) {
        var published = LENIENT.readTree(Objects.requireNonNull(snapshot.value()));
        var reply = LENIENT.readTree(sent.get());
        var rows = reply.has("results")
                ? reply.path("results")
                : LENIENT.createArrayNode().add(reply);
        for (var row : rows) {
            if (tracked(row).equals(tracked(published))) {
                return true;
            }
        }
        return false;
    }

    private static String tracked(JsonNode row) {
        return row.path("id") + " " + row.path("in_space") + " "
                + row.path("status").path("id") + " " + row.path("flights_count") + " "
                + row.path("mission_ends_count");
    }
}
