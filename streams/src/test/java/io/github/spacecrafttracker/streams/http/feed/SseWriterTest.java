package io.github.spacecrafttracker.streams.http.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.changelog.ChangeRecord;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the bytes of both formats of the feed. */
class SseWriterTest {
    private static final ChangeRecord CHANGE = new ChangeRecord(
            0, 1, Instant.EPOCH, Kind.STATUS, "a.b.status.changed.v1", "4", 7, "{\"id\":\"4:ö\"}".getBytes(UTF_8));

    @Test
    void a_change_has_the_cursor_after_it_as_its_id() {
        assertThat(text(new SseWriter().change(CHANGE, "AQx")))
                .isEqualTo("id: AQx\nevent: a.b.status.changed.v1\ndata: {\"id\":\"4:ö\"}\n\n");
    }

    @Test
    void a_stream_begins_with_the_retry_time_and_a_cursor() {
        assertThat(text(new SseWriter().retry(3000).cursor("AQx"))).isEqualTo("retry: 3000\nid: AQx\n\n");
    }

    @Test
    void a_comment_is_not_an_event() {
        assertThat(text(new SseWriter().comment())).isEqualTo(":\n\n");
    }

    @Test
    void a_stream_ends_with_a_reason_and_no_id() {
        assertThat(text(new SseWriter().retry(1500).closing("too-slow")))
                .isEqualTo("retry: 1500\nevent: closing\ndata: {\"reason\":\"too-slow\"}\n\n");
    }

    @Test
    void an_expired_stream_ends_with_the_oldest_cursor_and_the_topics() {
        assertThat(text(new SseWriter().expired("AQx", List.of("spacecraft.changes.status"))))
                .isEqualTo("event: closing\ndata: {\"reason\":\"cursor-expired\",\"oldest_cursor\":\"AQx\","
                        + "\"topics\":[\"spacecraft.changes.status\"]}\n\n");
    }

    @Test
    void the_size_equals_the_number_of_bytes_written() {
        assertThat(new SseWriter().size()).isZero();
        assertThat(new SseWriter().change(CHANGE, "x").size())
                .isEqualTo(new SseWriter().change(CHANGE, "x").bytes().remaining());
    }

    @Test
    void a_page_contains_the_unchanged_events_the_next_link_and_a_cursor() {
        assertThat(new String(
                        new ChangePage(List.of(CHANGE, CHANGE), "http://a/?since=AQ&kind=\"", "AQx").json(), UTF_8))
                .isEqualTo(
                        "{\"next\":\"http://a/?since=AQ&kind=\\\"\",\"cursor\":\"AQx\",\"results\":[{\"id\":\"4:ö\"},{\"id\":\"4:ö\"}]}");
    }

    @Test
    void a_page_without_changes_and_without_a_next_page_is_valid_json() {
        assertThat(Json.MAPPER.readTree(new ChangePage(List.of(), null, "AQx").json()))
                .isEqualTo(Json.MAPPER.readTree("{\"next\":null,\"cursor\":\"AQx\",\"results\":[]}"));
    }

    private static String text(SseWriter writer) {
        return UTF_8.decode(writer.bytes()).toString();
    }
}
