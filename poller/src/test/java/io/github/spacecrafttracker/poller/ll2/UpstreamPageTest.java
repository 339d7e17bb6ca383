package io.github.spacecrafttracker.poller.ll2;

import static io.github.spacecrafttracker.poller.ll2.Pages.spacecraft;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poller.ll2.JsonFields.ContractViolationException;
import io.github.spacecrafttracker.testkit.ListReply;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UpstreamPageTest {
    private static final Request.Page FIRST = new Request.AllSpacecraft(0, "normal");

    @Test
    void a_valid_page_is_read() throws ContractViolationException {
        var page = read(ListReply.of(2, null, spacecraft(3), spacecraft(7)));
        assertThat(page.count()).isEqualTo(2);
        assertThat(page.last()).isTrue();
        assertThat(page.rows()).extracting(UpstreamRow::id).containsExactly(3L, 7L);
    }

    @Test
    void a_row_keeps_its_original_bytes_except_for_escapes() throws ContractViolationException {
        var row =
                "{\"id\":3,\"in_space\":true,\"status\":{\"id\":1},\"new\":[1.10,1e5,12345678901234567890123],\"né\":\"\\u00e9\"}";
        var read = (UpstreamRow.Valid) read(ListReply.of(1, null, row)).rows().get(0);
        assertThat(new String(read.canonical(), UTF_8)).isEqualTo(row.replace("\\u00e9", "é"));
    }

    @Test
    void rows_that_are_not_valid_spacecraft_do_not_affect_the_others() throws ContractViolationException {
        var page = read(ListReply.of(
                6,
                null,
                "{\"id\":1,\"id\":1,\"in_space\":false,\"status\":{\"id\":1}}",
                "{\"in_space\":false,\"status\":{\"id\":1}}",
                "{\"id\":\"2\",\"in_space\":false,\"status\":{\"id\":1}}",
                "{\"id\":3,\"status\":{\"id\":1}}",
                "7",
                spacecraft(9)));
        assertThat(page.rows())
                .extracting(row ->
                        row instanceof UpstreamRow.Unreadable unreadable ? describe(unreadable) : "valid " + row.id())
                .containsExactly(
                        "ID null is JSON with a duplicate field at byte 12",
                        "ID null id is not an integer",
                        "ID null id is not an integer",
                        "VALUE 3 in_space is not a boolean",
                        "ID null is not a JSON object",
                        "valid 9");
    }

    private static String describe(UpstreamRow.Unreadable row) {
        return row.defect() + " " + row.id() + " " + row.cause();
    }

    @Test
    void a_row_that_is_too_large_for_a_record_is_truncated_for_the_dead_letters() throws ContractViolationException {
        var row = "{\"name\":\"" + "x".repeat(UpstreamRow.MAX_BYTES) + "\","
                + spacecraft(3).substring(1);

        var page = read(ListReply.of(2, null, row, spacecraft(9)));

        assertThat(page.rows().get(0)).isInstanceOfSatisfying(UpstreamRow.Unreadable.class, cut -> {
            assertThat(describe(cut)).isEqualTo("SIZE 3 is larger than 4194304 bytes");
            assertThat(cut.raw()).hasSize(UpstreamRow.MAX_BYTES);
        });
        assertThat(page.rows().get(1)).isInstanceOf(UpstreamRow.Valid.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void a_faulty_reply_is_rejected_as_a_whole(String what, byte[] body, Request.Page request, Outcome outcome) {
        var rejected = catchThrowableOfType(ContractViolationException.class, () -> UpstreamPage.read(body, request));
        assertThat(rejected.outcome()).isEqualTo(outcome);
        assertThat(rejected).hasMessageMatching("[^\\n]{5,300}");
    }

    static Stream<Arguments> a_faulty_reply_is_rejected_as_a_whole() {
        var next = "http://127.0.0.1/2.3.0/spacecraft/?limit=100&offset=100";
        var hundred = IntStream.range(0, 100).mapToObj(Pages::spacecraft).toArray(String[]::new);
        return Stream.of(
                faulty("nothing", "", Outcome.SHAPE),
                faulty("HTML", "<html></html>", Outcome.MALFORMED),
                faulty("cut JSON", ListReply.of(1, null, spacecraft(1)).substring(0, 60), Outcome.MALFORMED),
                faulty("two documents", ListReply.of(0, null) + ListReply.of(0, null), Outcome.MALFORMED),
                faulty("deep nesting", ListReply.of(1, null, "[".repeat(2_000) + "]".repeat(2_000)), Outcome.MALFORMED),
                arguments("UTF-16", ListReply.of(0, null).getBytes(UTF_16LE), FIRST, Outcome.MALFORMED),
                arguments("not UTF-8", new byte[] {'{', (byte) 0xff, '}'}, FIRST, Outcome.MALFORMED),
                faulty("a list", "[]", Outcome.SHAPE),
                faulty("an error", "{\"detail\":\"Request was throttled.\"}", Outcome.SHAPE),
                faulty("a count in words", ListReply.of(1, null).replace("1", "\"one\""), Outcome.SHAPE),
                faulty("a count that is too large", ListReply.of(1, null).replace("1", "1e4000000000"), Outcome.SHAPE),
                faulty("no next", "{\"count\":0,\"results\":[]}", Outcome.SHAPE),
                faulty("results that are not a list", "{\"count\":0,\"next\":null,\"results\":{}}", Outcome.SHAPE),
                faulty("fewer rows than it counts", ListReply.of(2, null, spacecraft(1)), Outcome.CONTRADICTION),
                faulty(
                        "more rows than it counts",
                        ListReply.of(1, null, spacecraft(1), spacecraft(2)),
                        Outcome.CONTRADICTION),
                faulty("a next without further rows", ListReply.of(1, next, spacecraft(1)), Outcome.CONTRADICTION),
                faulty("no next, but rows follow", ListReply.of(150, null, hundred), Outcome.CONTRADICTION),
                faulty("an id twice", ListReply.of(2, null, spacecraft(1), spacecraft(1)), Outcome.CONTRADICTION),
                faulty("descending ids", ListReply.of(2, null, spacecraft(2), spacecraft(1)), Outcome.CONTRADICTION),
                faulty(
                        "no ids to join the next page by",
                        ListReply.of(
                                150, next, Stream.of(hundred).map(row -> "{}").toArray(String[]::new)),
                        Outcome.SHAPE),
                arguments(
                        "rows past the end",
                        ListReply.of(1, null, spacecraft(1)).getBytes(UTF_8),
                        new Request.AllSpacecraft(100, "normal"),
                        Outcome.CONTRADICTION));
    }

    @Test
    void a_page_past_the_end_is_empty_and_valid() throws ContractViolationException {
        var page = UpstreamPage.read(ListReply.of(3, null).getBytes(UTF_8), new Request.AllSpacecraft(99, "normal"));
        assertThat(page.rows()).isEmpty();
        assertThat(page.firstId()).isNull();
        assertThat(page.lastIndexWithId()).isEqualTo(-1);
    }

    private static Arguments faulty(String what, String body, Outcome outcome) {
        return arguments(what, body.getBytes(UTF_8), FIRST, outcome);
    }

    private static UpstreamPage read(String body) throws ContractViolationException {
        return UpstreamPage.read(body.getBytes(UTF_8), FIRST);
    }
}
