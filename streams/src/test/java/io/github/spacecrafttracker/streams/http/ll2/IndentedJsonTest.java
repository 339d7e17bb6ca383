package io.github.spacecrafttracker.streams.http.ll2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.http.HtmlPages;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the layout of Python's {@code json.dumps} with an indent, as JSON and as a listing with
 * links.
 */
class IndentedJsonTest {
    private static final HtmlPages PAGES = new HtmlPages("");

    @Test
    void each_value_is_on_its_own_line() {
        var json = "{\"a\":[1,2.50,1E400],\"b\":[],\"c\":{},\"d\":{\"é\":\"<\\\"\\n\"},\"e\":[{\"f\":null}]}";

        assertThat(new String(IndentedJson.of(json.getBytes(UTF_8), 2), UTF_8)).isEqualTo("""
                {
                  "a": [
                    1,
                    2.50,
                    1E400
                  ],
                  "b": [],
                  "c": {},
                  "d": {
                    "é": "<\\"\\n"
                  },
                  "e": [
                    {
                      "f": null
                    }
                  ]
                }""");
    }

    @Test
    void a_listing_is_indented_by_two_spaces() {
        assertThat(listing("{\"a\":1,\"b\":[true,null,{}],\"c\":{\"d\":[]},\"e\":\"f\"}"))
                .isEqualTo("""
                        {
                          "a": 1,
                          "b": [
                            true,
                            null,
                            {}
                          ],
                          "c": {
                            "d": []
                          },
                          "e": "f"
                        }""");
    }

    @Test
    void any_indent_is_supported() {
        assertThat(new String(IndentedJson.of("{\"a\":[1]}".getBytes(UTF_8), 4), UTF_8))
                .isEqualTo("{\n    \"a\": [\n        1\n    ]\n}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.10",
                "1E+2",
                "-0",
                "-0.0",
                "0.1000000000000000055511151231257827021181583404541015625",
                "123456789012345678901234567890",
                "true",
                "null"
            })
    void scalars_are_copied_unchanged(String scalar) {
        assertThat(listing(scalar)).isEqualTo(scalar);
        assertThat(listing("[" + scalar + "," + scalar + "]")).isEqualTo("[\n  " + scalar + ",\n  " + scalar + "\n]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"é\\u00e9🚀\\ud83d\\ude80", "\\ud800", "a\\/b", "a\\r\\n\\tb", "", "\\\\"})
    void strings_keep_their_escapes(String string) {
        assertThat(listing("[\"" + string + "\"]")).isEqualTo("[\n  \"" + string + "\"\n]");
    }

    @Test
    void markup_in_names_and_strings_is_escaped() {
        assertThat(listing("{\"<b>\":\"<script>alert(1)</script>\"}"))
                .isEqualTo("{\n  \"&lt;b&gt;\": \"&lt;script&gt;alert(1)&lt;/script&gt;\"\n}");
    }

    @Test
    void a_string_that_is_a_url_becomes_a_link() {
        assertThat(listing("[\"https:\\/\\/example.org/?a=b&c\"]"))
                .isEqualTo("[\n  <a rel=\"noreferrer\" href=\"https://example.org/?a=b&amp;c\">"
                        + "\"https:\\/\\/example.org/?a=b&amp;c\"</a>\n]");
        assertThat(listing("[\"javascript:alert(1)\"]")).doesNotContain("<a");
    }

    @Test
    void a_listing_of_the_recorded_spacecraft_is_complete() {
        for (var object : RecordedSpacecraft.all()) {
            var json = object.toString();
            var text = listing(json)
                    .replaceAll("</?a[^>]*>", "")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&amp;", "&");

            assertThat(Json.MAPPER.readTree(text)).isEqualTo(Json.MAPPER.readTree(json));
        }
    }

    private static String listing(String json) {
        return IndentedJson.listing(json.getBytes(UTF_8)).stream()
                .map(piece -> new String(PAGES.render("link.jte", piece), UTF_8))
                .collect(Collectors.joining());
    }
}
