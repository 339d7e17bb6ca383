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
 * An unreadable snapshot is written to the dead-letter topic with its cause and position. The state
 * does not change, and processing continues. See docs/guarantees.md#g7.
 */
class UnreadableSnapshotsTest {
    private DiffTestDriver driver;

    @BeforeEach
    void start() {
        driver = new DiffTestDriver();
        driver.observe(onTheGround());
        driver.events();
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    static Stream<Arguments> values() {
        return Stream.of(
                value("the id of another spacecraft", "\"id\":4,", "\"id\":5,", "id is not the key"),
                value("a string as the id", "\"id\":4,", "\"id\":\"4\",", "id is not an integer"),
                value("no id", "\"id\":4,", "", "id is not an integer"),
                value("no in_space", "\"in_space\":false,", "", "in_space is not a boolean"),
                value(
                        "a string as in_space",
                        "\"in_space\":false",
                        "\"in_space\":\"false\"",
                        "in_space is not a boolean"),
                value("no status", "\"status\":{\"id\":1,\"name\":\"Active\"},", "", "status.id is not an integer"),
                value("no status.id", "\"status\":{\"id\":1,", "\"status\":{", "status.id is not an integer"),
                value(
                        "a string as a counter",
                        "\"flights_count\":1",
                        "\"flights_count\":\"1\"",
                        "flights_count is not an integer"),
                value(
                        "1.5 as a counter",
                        "\"flights_count\":1",
                        "\"flights_count\":1.5",
                        "flights_count is not an integer"),
                value(
                        "a counter beyond 64 bits",
                        "\"mission_ends_count\":0",
                        "\"mission_ends_count\":9223372036854775808",
                        "mission_ends_count is not an integer"),
                value("HTML", onTheGround(), "<html>", "is not valid JSON"),
                value("truncated JSON", "}}}", "}}", "is truncated JSON"),
                value("an array", onTheGround(), "[]", "is not a JSON object"),
                value("an empty value", onTheGround(), "", "is not"));
    }

    private static Arguments value(String name, String from, String to, String cause) {
        assertThat(onTheGround()).contains(from);
        return arguments(name, onTheGround().replace(from, to), cause);
    }

    static Stream<Arguments> envelopes() {
        return Stream.of(
                arguments("no key", null, edit(headers -> {}), "has no key"),
                arguments("a key that is not a number", "four", edit(headers -> {}), "key is not a decimal integer"),
                arguments("a key with a leading zero", "04", edit(headers -> {}), "key is not a decimal integer"),
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
                        "a source that is not a URI",
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
    void an_unreadable_value_becomes_a_dead_letter(String name, String value, String cause) {
        expectDeadLetter("4", value, driver.nextHeaders(), cause);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("envelopes")
    void an_unreadable_key_or_header_becomes_a_dead_letter(
            String name, @Nullable String key, Consumer<Headers> edit, String cause) {
        var headers = driver.nextHeaders();
        edit.accept(headers);
        expectDeadLetter(key, onTheGround(), headers, cause);
    }

    @Test
    void a_removal_without_headers_becomes_a_dead_letter() {
        expectDeadLetter("4", null, new RecordHeaders(), "header observation is missing");
    }

    private void expectDeadLetter(@Nullable String key, @Nullable String value, RecordHeaders headers, String cause) {
        var asRead = headers.toArray();
        driver.write(bytes(key), bytes(value), headers);
        var time = driver.time();
        // The observation was not consumed, so the next snapshot with it is accepted.
        driver.observeAgain(onTheGround().replace("\"in_space\":false", "\"in_space\":true"), 0);

        var letters = driver.deadLetters();
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
        assertThat(driver.events()).hasSize(1);
        assertThat(driver.verdicts()).isEqualTo("changed=1 appeared=1 unreadable=1");
    }

    private static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }
}
