package io.github.spacecrafttracker.snapshot;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.json.Json;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two observations of an unchanged spacecraft are equal byte for byte, and nothing is lost. */
class CanonicalFormTest {

    @Nested
    class Of_a_real_spacecraft {

        static List<byte[]> realSpacecraft() {
            return RealSpacecraft.all();
        }

        @Test
        void exists_for_each_of_the_19_recordings() {
            assertThat(realSpacecraft()).hasSize(19);
            assertThat(realSpacecraft())
                    .extracting(Json.MAPPER::readTree)
                    .containsExactlyInAnyOrderElementsOf(RecordedSpacecraft.all());
        }

        @ParameterizedTest
        @MethodSource("realSpacecraft")
        void differs_only_in_the_parts_of_urls_that_depend_on_the_request(byte[] real) throws UnreadableException {
            var expected = new String(real, UTF_8)
                    .replace("https://lldev.thespacedevs.com/2.3.0/", "https://ll.thespacedevs.com/2.3.0/")
                    .replace("/?format=api\"", "/\"");

            assertThat(Json.MAPPER.readTree(CanonicalForm.of(real))).isEqualTo(Json.MAPPER.readTree(expected));
        }

        @ParameterizedTest
        @MethodSource("realSpacecraft")
        void has_all_fields_in_their_order(byte[] real) throws UnreadableException {
            assertThat(text(CanonicalForm.of(real)))
                    .isEqualTo(text(Json.MAPPER.writeValueAsBytes(Json.MAPPER.readTree(CanonicalForm.of(real)))));
            assertThat(Json.MAPPER.readTree(CanonicalForm.of(real)).propertyNames())
                    .containsExactlyElementsOf(Json.MAPPER.readTree(real).propertyNames());
        }

        @ParameterizedTest
        @MethodSource("realSpacecraft")
        void is_its_own_canonical_form(byte[] real) throws UnreadableException {
            var canonical = CanonicalForm.of(real);

            assertThat(CanonicalForm.of(canonical)).isEqualTo(canonical);
        }

        @ParameterizedTest
        @MethodSource("realSpacecraft")
        void does_not_depend_on_indentation(byte[] real) throws UnreadableException {
            var indented = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(Json.MAPPER.readTree(real));

            assertThat(indented).isNotEqualTo(real);
            assertThat(text(CanonicalForm.of(indented))).isEqualTo(text(CanonicalForm.of(real)));
        }

        @Test
        void equals_the_same_object_in_a_compact_recording_from_the_public_host() throws UnreadableException {
            var freedom = RealSpacecraft.of(551);

            assertThat(text(CanonicalForm.of(freedom))).isEqualTo(text(freedom));
        }
    }

    @Nested
    class Keeps {

        @Test
        void unknown_fields_in_their_order() throws UnreadableException {
            assertThat(canonical("{ \"zeta\" : {\"b\":[ ],\"a\":null} , \"id\":1, \"alpha\": [true,\tfalse] }\r\n"))
                    .isEqualTo("{\"zeta\":{\"b\":[],\"a\":null},\"id\":1,\"alpha\":[true,false]}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1.10",
                    "1e5",
                    "1E+05",
                    "-0",
                    "0.0",
                    "-0.0e-0",
                    "123456789012345678901234567890",
                    "0.123456789012345678901234567890",
                    "1E400",
                    "1e4000000000"
                })
        void a_number_digit_for_digit(String number) throws UnreadableException {
            assertThat(canonical("{\"n\": " + number + " ,\"m\":[" + number + "]}"))
                    .isEqualTo("{\"n\":" + number + ",\"m\":[" + number + "]}");
        }

        @Test
        void text_beyond_ascii_unescaped() throws UnreadableException {
            assertThat(canonical("{\"Größe\":\"Союз 中 🚀 a/b \\u00e9\\ud83d\\ude80\\/\"}"))
                    .isEqualTo("{\"Größe\":\"Союз 中 🚀 a/b é🚀/\"}");
        }

        @Test
        void text_beyond_ascii_at_any_position_in_a_buffer() throws UnreadableException {
            for (var length = 7_990; length < 8_010; length++) {
                var object = "{\"a\":\"" + "x".repeat(length) + "🚀é中\",\"b\":\"" + "🚀".repeat(4_000) + "\"}";
                assertThat(canonical(object)).isEqualTo(object);
            }
        }

        @Test
        void line_breaks_and_control_characters_escaped() throws UnreadableException {
            assertThat(canonical("{\"a\":\"\\r\\n\\t\\u0001\\\"\\\\\"}"))
                    .isEqualTo("{\"a\":\"\\r\\n\\t\\u0001\\\"\\\\\"}");
        }

        @Test
        void an_object_nested_to_the_limit() throws UnreadableException {
            var object = "{\"a\":" + "[".repeat(499) + "]".repeat(499) + "}";

            assertThat(canonical(object)).isEqualTo(object);
        }
    }

    @Nested
    class A_url {

        @ParameterizedTest
        @CsvSource({
            "https://ll.thespacedevs.com/2.3.0/spacecraft/1/, https://ll.thespacedevs.com/2.3.0/spacecraft/1/",
            "https://lldev.thespacedevs.com/2.3.0/spacecraft/1/, https://ll.thespacedevs.com/2.3.0/spacecraft/1/",
            "http://127.0.0.1:39021/2.3.0/agencies/121/, https://ll.thespacedevs.com/2.3.0/agencies/121/",
            "http://host/ll2/2.3.0/spacecraft/1/, https://ll.thespacedevs.com/2.3.0/spacecraft/1/",
            "http://host/a/b/2.3.0/config/types/1/, https://ll.thespacedevs.com/2.3.0/config/types/1/",
            "https://ll.thespacedevs.com/2.3.0/launches/e3df2ecd-c239-472f-95e4-2b89b4f75800/,"
                    + "https://ll.thespacedevs.com/2.3.0/launches/e3df2ecd-c239-472f-95e4-2b89b4f75800/",
        })
        void of_upstream_is_changed_to_the_public_host(String url, String expected) throws UnreadableException {
            assertThat(canonical("{\"url\":\"" + url + "\"}")).isEqualTo("{\"url\":\"" + expected + "\"}");
        }

        @ParameterizedTest
        @CsvSource({
            "?format=json, ''",
            "?format=api, ''",
            "?format=, ''",
            "?format, ''",
            "?, ''",
            "?format=json&mode=detailed, ?mode=detailed",
            "?mode=detailed&format=json, ?mode=detailed",
            "?a=1&format=json&b=%2C+x, ?a=1&b=%2C+x",
            "?formatted=1, ?formatted=1",
        })
        void loses_its_format_and_no_other_parameter(String query, String expected) throws UnreadableException {
            var url = "https://ll.thespacedevs.com/2.3.0/spacecraft/1/";

            assertThat(canonical("{\"a\":[{\"url\":\"" + url + query + "\"}]}"))
                    .isEqualTo("{\"a\":[{\"url\":\"" + url + expected + "\"}]}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://www.youtube.com/watch?v=x",
                    "https://www.youtube.com/watch?v=x&format=json",
                    "https://example.org/docs/2.3.0/intro",
                    "https://example.org/docs/2.3.0/intro/",
                    "https://example.org/en/2.3.0/ref/models/",
                    "https://example.org/2.3.0/",
                    "https://ll.thespacedevs.com/2.2.0/spacecraft/1/?format=json",
                    "https://lldev.thespacedevs.com/2.3.0/spacecraft/1",
                    "https://example.org/?to=http://host/2.3.0/spacecraft/1/",
                    "ftp://host/2.3.0/spacecraft/1/",
                    ""
                })
        void of_another_site_is_kept(String url) throws UnreadableException {
            assertThat(canonical("{\"url\":\"" + url + "\"}")).isEqualTo("{\"url\":\"" + url + "\"}");
        }

        @Test
        void is_recognised_only_in_a_text_field_of_this_name() throws UnreadableException {
            var object =
                    "{\"image_url\":\"http://host/2.3.0/spacecraft/1/\",\"url\":[\"http://host/2.3.0/spacecraft/1/\"]}";

            assertThat(canonical(object)).isEqualTo(object);
        }

        @Test
        void that_is_not_text_is_kept() throws UnreadableException {
            assertThat(canonical("{\"url\":null,\"a\":{\"url\":{\"url\":1.0}}}"))
                    .isEqualTo("{\"url\":null,\"a\":{\"url\":{\"url\":1.0}}}");
        }

        @Test
        void of_any_length_is_handled() throws UnreadableException {
            var object = "{\"url\":\"http://host/2.3.0/" + "a/".repeat(100_000) + "1/\"}";

            assertThat(canonical(object)).isEqualTo(object);
        }
    }

    @Nested
    class Is_rejected {

        static List<Arguments> unreadable() {
            return List.of(
                    arguments("", "is not a JSON object"),
                    arguments("[]", "is not a JSON object"),
                    arguments("null", "is not a JSON object"),
                    arguments("\"{}\"", "is not a JSON object"),
                    arguments("{\"secret\":1,\"secret\":2}", "is JSON with a duplicate field at byte 20"),
                    arguments("{\"a\":{\"b\":1,\"\\u0062\":1}}", "is JSON with a duplicate field at byte 20"),
                    arguments("{\"a\":1}{}", "is more than one JSON document"),
                    arguments("{\"a\":1} 2", "is more than one JSON document"),
                    arguments("{\"a\":1}}", "is not valid JSON at byte 7"),
                    arguments("{", "is truncated JSON"),
                    arguments("{\"a\":{\"b\":[1", "is truncated JSON"),
                    arguments("{\"a\":\"secre", "is truncated JSON"),
                    arguments("{\"a\":secret}", "is not valid JSON at byte 5"),
                    arguments("{\"a\":NaN}", "is not valid JSON at byte 8"),
                    arguments("{\"a\":01}", "is not valid JSON at byte 6"),
                    arguments("{'a':1}", "is not valid JSON at byte 1"),
                    arguments("{\"a\":1,}", "is not valid JSON at byte 7"),
                    arguments("{\"a\":\"\\ud800\"}", "contains an unpaired surrogate"),
                    arguments("{\"a\":\"\\ud83d x\"}", "contains an unpaired surrogate"),
                    arguments("{\"a\":[\"\\ude80\\ud83d\"]}", "contains an unpaired surrogate"),
                    arguments("{\"a\":\"secret\0\"}", "contains a NUL byte"),
                    arguments("{\"a\":1}\0", "contains a NUL byte"),
                    arguments(
                            "{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}",
                            "is JSON that is nested too deeply, or has too long a number or name"),
                    arguments(
                            "{\"a\":" + "{\"a\":".repeat(100_000),
                            "is JSON that is nested too deeply, or has too long a number or name"),
                    arguments(
                            "{\"a\":" + "9".repeat(2_000) + "}",
                            "is JSON that is nested too deeply, or has too long a number or name"));
        }

        @ParameterizedTest
        @MethodSource("unreadable")
        void with_one_clause_that_does_not_quote_the_content(String object, String cause) {
            assertUnreadable(object.getBytes(UTF_8), cause);
        }

        @Test
        void if_a_name_contains_an_unpaired_surrogate() {
            assertThatExceptionOfType(UnreadableException.class)
                    .isThrownBy(() -> canonical("{\"\\ud800\":1}"))
                    .withMessageStartingWith("is not valid JSON");
        }

        @ParameterizedTest
        @CsvSource({
            "7B2261223A22C080227D, an overlong NUL",
            "7B2261223A22EDA080227D, an unpaired surrogate",
            "7B2261223A22F4BFBFBF227D, a code point beyond Unicode",
            "7B2261223A22FF227D, a byte that never occurs in UTF-8",
            "7B2261223A22E9227D, Latin 1",
        })
        void if_it_is_not_utf_8(String bytes, String what) {
            assertThat(what).isNotBlank();
            assertUnreadable(HexFormat.of().parseHex(bytes), "is not UTF-8");
        }

        static List<Charset> otherEncodings() {
            return List.of(UTF_16BE, UTF_16LE, Charset.forName("UTF-32BE"), Charset.forName("UTF-32LE"));
        }

        @ParameterizedTest
        @MethodSource("otherEncodings")
        void if_it_is_in_another_encoding(Charset charset) {
            assertUnreadable("{\"a\":1}".getBytes(charset), "contains a NUL byte");
        }
    }

    private static void assertUnreadable(byte[] object, String cause) {
        assertThatExceptionOfType(UnreadableException.class)
                .isThrownBy(() -> CanonicalForm.of(object))
                .withMessage(cause);
    }

    private static String canonical(String object) throws UnreadableException {
        return text(CanonicalForm.of(object.getBytes(UTF_8)));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
