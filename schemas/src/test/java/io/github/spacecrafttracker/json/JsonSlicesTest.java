package io.github.spacecrafttracker.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

/** Each part has exactly the original bytes. */
class JsonSlicesTest {

    /** Values of each JSON type, in various notations. */
    private static final List<String> VALUES = List.of(
            "0",
            "-0",
            "1.10",
            "1e5",
            "-12E+400",
            "123456789012345678901234567890",
            "true",
            "false",
            "null",
            "\"\"",
            "\"text\"",
            "\"é中🚀\"",
            "\"\\\"\\\\ \\u00e9 \\ud83d\\ude80 } ]\"",
            "{}",
            "[]",
            "{ \"a\" : [ 1 , { \"b\" : \"}\" } ] , \"é\" : 1.0 }",
            "[ 1.50 , [ ] , \"]\" , { \"🚀\" : null } ]");

    @Nested
    class The_elements_of_an_array {

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "\n\t  ", "\r\n"})
        void are_as_written_regardless_of_whitespace_around_them(String space) {
            assertThat(elements(space + "[" + space + String.join(space + "," + space, VALUES) + space + "]" + space))
                    .isEqualTo(VALUES);
        }

        @Test
        void are_as_written_if_there_is_only_one() {
            for (var value : VALUES) {
                assertThat(elements("[" + value + "]")).containsExactly(value);
            }
        }

        @Test
        void are_empty_for_an_empty_array() {
            assertThat(elements(" [ ] ")).isEmpty();
        }

        @Test
        void are_exact_at_any_position_in_the_document() {
            var far = "\"" + "é🚀".repeat(20_000) + "\"";
            assertThat(elements("[" + far + ", 7 ," + far + ",1.0]")).containsExactly(far, "7", far, "1.0");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "1", "12345", "null", "\"[]\"", ""})
        void are_null_for_anything_else(String json) {
            assertThat(JsonSlices.elements(json.getBytes(UTF_8))).isNull();
        }
    }

    @Nested
    class The_fields_of_an_object {

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "\n\t  ", "\r\n"})
        void are_as_written_regardless_of_whitespace_around_them(String space) {
            var expected = new LinkedHashMap<String, String>();
            var json = new StringBuilder(space + "{" + space);
            for (var value : VALUES) {
                var name = "größe 🚀 " + expected.size();
                json.append(expected.isEmpty() ? "" : "," + space)
                        .append('"' + name + '"' + space + ":" + space + value + space);
                expected.put(name, value);
            }

            assertThat(fields(json + "}" + space)).containsExactlyEntriesOf(expected);
        }

        @Test
        void may_end_with_a_number() {
            assertThat(fields("{\"b\":1,\"a\":-2.50}")).containsExactlyEntriesOf(ordered("b", "1", "a", "-2.50"));
        }

        @Test
        void have_their_names_unescaped() {
            assertThat(fields("{\"\\u0061\\\"\":1}")).containsOnlyKeys("a\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "1", "12345", "null", "\"{}\"", ""})
        void are_null_for_anything_else(String json) {
            assertThat(JsonSlices.fields(json.getBytes(UTF_8))).isNull();
        }
    }

    @Nested
    class A_document_that_is_not_one_valid_value {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"a\":1",
                    "{\"a\":[1}",
                    "{\"a\":{\"b\":}}",
                    "{\"a\":1,\"a\":2}",
                    "{\"a\":1}{}",
                    "{\"a\":1}]",
                    "{\"a\":tru}",
                    "{\"a\":1.}",
                    "{\"a\":\"x"
                })
        void is_rejected_as_an_object(String json) {
            assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> JsonSlices.fields(json.getBytes(UTF_8)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"[1", "[1,]", "[1][2]", "[1]x", "[01]"})
        void is_rejected_as_an_array(String json) {
            assertThatExceptionOfType(JacksonException.class)
                    .isThrownBy(() -> JsonSlices.elements(json.getBytes(UTF_8)));
        }

        @Test
        void is_rejected_in_another_encoding() {
            assertThatExceptionOfType(JacksonException.class)
                    .isThrownBy(() -> JsonSlices.fields("{\"a\":1}".getBytes(UTF_16)));
            assertThatExceptionOfType(JacksonException.class)
                    .isThrownBy(() -> JsonSlices.elements("[1]".getBytes(UTF_16LE)));
        }
    }

    @Test
    void a_duplicate_field_within_a_part_does_not_affect_other_parts() {
        assertThat(elements("[{\"a\":1,\"a\":2},3]")).containsExactly("{\"a\":1,\"a\":2}", "3");
        assertThat(fields("{\"a\":{\"b\":1,\"b\":2},\"c\":3}"))
                .containsExactlyEntriesOf(ordered("a", "{\"b\":1,\"b\":2}", "c", "3"));
    }

    @Test
    void a_byte_order_mark_does_not_shift_the_slices() {
        assertThat(fields("\ufeff{\"a\":12,\"b\":\"é\"}")).containsExactlyEntriesOf(ordered("a", "12", "b", "\"é\""));
    }

    private static Map<String, String> ordered(String name, String value, String other, String otherValue) {
        var fields = new LinkedHashMap<String, String>();
        fields.put(name, value);
        fields.put(other, otherValue);
        return fields;
    }

    private static List<String> elements(String json) {
        return requireNonNull(JsonSlices.elements(json.getBytes(UTF_8))).stream()
                .map(bytes -> new String(bytes, UTF_8))
                .toList();
    }

    private static Map<String, String> fields(String json) {
        var fields = new LinkedHashMap<String, String>();
        requireNonNull(JsonSlices.fields(json.getBytes(UTF_8)))
                .forEach((name, bytes) -> fields.put(name, new String(bytes, UTF_8)));
        return fields;
    }
}
