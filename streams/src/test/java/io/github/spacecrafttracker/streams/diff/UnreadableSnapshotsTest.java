package io.github.spacecrafttracker.streams.diff;

import static io.github.spacecrafttracker.streams.diff.DiffTestDriver.onTheGround;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.spacecrafttracker.deadletter.DeadLetter;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A snapshot that is not a valid spacecraft lies in dead letters with its cause and place, changes
 * nothing, and the rest goes on.
 */
class UnreadableSnapshotsTest {
    private DiffTestDriver tracker;

    @BeforeEach
    void start() {
        tracker = new DiffTestDriver();
        tracker.observe(onTheGround());
        tracker.events();
    }

    @AfterEach
    void stop() {
        tracker.close();
    }

    static Stream<Arguments> values() {
        return Stream.of(
                value("the id of another", "\"id\":4,", "\"id\":5,", "id is not the key"),
                value("a text for an id", "\"id\":4,", "\"id\":\"4\",", "id is not an integer"),
                value("no id", "\"id\":4,", "", "id is not an integer"),
                value("no in_space", "\"in_space\":false,", "", "in_space is not a boolean"),
                value("text for in_space", "\"in_space\":false", "\"in_space\":\"false\"", "in_space is not a boolean"),
                value("no status", "\"status\":{\"id\":1,\"name\":\"Active\"},", "", "status.id is not an integer"),
                value("no status.id", "\"status\":{\"id\":1,", "\"status\":{", "status.id is not an integer"),
                value(
                        "text counter",
                        "\"flights_count\":1",
                        "\"flights_count\":\"1\"",
                        "flights_count is not an integer"),
                value(
                        "1.5 for a counter",
                        "\"flights_count\":1",
                        "\"flights_count\":1.5",
                        "flights_count is not an integer"),
                value(
                        "too big a counter",
                        "\"mission_ends_count\":0",
                        "\"mission_ends_count\":9223372036854775808",
                        "mission_ends_count is not an integer"),
                value("no JSON", onTheGround(), "<html>", "is not valid JSON"),
                value("cut JSON", "}}}", "}}", "is JSON that was cut off"),
                value("an array", onTheGround(), "[]", "is not a JSON object"),
                value("nothing at all", onTheGround(), "", "is no"));
    }

    private static Arguments value(String name, String from, String to, String cause) {
        assertThat(onTheGround()).contains(from);
        return arguments(name, onTheGround().replace(from, to), cause);
    }

    static Stream<Arguments> envelopes() {
        return Stream.of(
                arguments("no key", null, edit(headers -> {}), "has no key"),
                arguments("a key that is no number", "four", edit(headers -> {}), "key is not a decimal integer"),
                arguments("a key with zeroes", "04", edit(headers -> {}), "key is not a decimal integer"),
                arguments(
                        "no observation",
                        "4",
                        edit(headers -> headers.remove(SnapshotHeaders.OBSERVATION)),
                        "header observation is missing"),
                arguments(
                        "a garbled observation",
                        "4",
                        edit(headers -> headers.add(SnapshotHeaders.OBSERVATION, "1e3".getBytes(UTF_8))),
                        "header observation is not a decimal integer"),
                arguments(
                        "no source",
                        "4",
                        edit(headers -> headers.remove(SnapshotHeaders.SOURCE)),
                        "header source is missing"),
                arguments(
                        "a source that is no URI",
                        "4",
                        edit(headers -> headers.add(SnapshotHeaders.SOURCE, "the internet".getBytes(UTF_8))),
                        "header source is not an absolute URI"),
                arguments(
                        "a garbled initial",
                        "4",
                        edit(headers -> headers.add(SnapshotHeaders.INITIAL, "TRUE".getBytes(UTF_8))),
                        "header initial is neither true nor false"));
    }

    private static Consumer<Headers> edit(Consumer<Headers> edit) {
        return edit;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void with_a_value_that_is_none(String name, String value, String cause) {
        expectDeadLetter("4", value, tracker.nextHeaders(), cause);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("envelopes")
    void with_a_key_or_headers_that_are_none(String name, @Nullable String key, Consumer<Headers> edit, String cause) {
        var headers = tracker.nextHeaders();
        edit.accept(headers);
        expectDeadLetter(key, onTheGround(), headers, cause);
    }

    @Test
    void a_removal_without_headers_too() {
        expectDeadLetter("4", null, new RecordHeaders(), "header observation is missing");
    }

    private void expectDeadLetter(@Nullable String key, @Nullable String value, RecordHeaders headers, String cause) {
        var asRead = headers.toArray();
        tracker.read(bytes(key), bytes(value), headers);
        var time = tracker.time();
        // The number was not used up: the next observation with it is taken.
        tracker.observeAgain(onTheGround().replace("\"in_space\":false", "\"in_space\":true"), 0);

        var letters = tracker.deadLetters();
        assertThat(letters).hasSize(1);
        var letter = letters.get(0);
        assertThat(letter.key()).isEqualTo(bytes(key));
        assertThat(letter.value()).isEqualTo(bytes(value));
        assertThat(letter.getRecordTime()).isEqualTo(time);
        assertThat(Arrays.copyOf(letter.headers().toArray(), asRead.length)).isEqualTo(asRead);
        assertThat(header(letter.headers(), DeadLetter.EXCEPTION)).isEqualTo(UnreadableException.class.getName());
        assertThat(header(letter.headers(), DeadLetter.MESSAGE)).startsWith(cause);
        assertThat(header(letter.headers(), DeadLetter.TOPIC)).isEqualTo("spacecraft.snapshots");
        assertThat(header(letter.headers(), DeadLetter.PARTITION)).isEqualTo("0");
        assertThat(header(letter.headers(), DeadLetter.OFFSET)).isEqualTo("1");
        assertThat(tracker.events()).hasSize(1);
        assertThat(tracker.verdicts()).isEqualTo("changed=1 appeared=1 unreadable=1");
    }

    private static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }
}
