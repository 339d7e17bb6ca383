package io.github.spacecrafttracker.streams.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.snapshot.CanonicalForm;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Tests the rendering of a spacecraft with the URLs of a request. */
class SpacecraftJsonTest {
    private static final String BASE = "http://here:8080/x/2.3.0";
    private static final SpacecraftJson.UrlStyle HERE = new SpacecraftJson.UrlStyle(BASE, "?format=json");
    private static final SpacecraftJson.UrlStyle UPSTREAM = new SpacecraftJson.UrlStyle(CanonicalForm.BASE_URL, "");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "https://ll.thespacedevs.com/2.3.0/spacecraft/4/, http://here:8080/x/2.3.0/spacecraft/4/?format=json",
        "https://ll.thespacedevs.com/2.3.0/agencies/121/, https://ll.thespacedevs.com/2.3.0/agencies/121/?format=json",
        "https://ll.thespacedevs.com/2.3.0/spacecraft_flights/4/, https://ll.thespacedevs.com/2.3.0/spacecraft_flights/4/?format=json",
        "https://ll.thespacedevs.com/2.3.0/spacecraft/4/5/, https://ll.thespacedevs.com/2.3.0/spacecraft/4/5/?format=json"
    })
    void the_url_of_a_spacecraft_refers_to_this_server_and_every_url_has_the_format(String url, String written) {
        assertThat(write("{\"url\":\"" + url + "\"}", HERE)).isEqualTo("{\"url\":\"" + written + "\"}");
        assertThat(write("{\"é\":[{\"a\":[1,{\"url\":\"" + url + "\",\"b\":{}}]}]}", HERE))
                .isEqualTo("{\"é\":[{\"a\":[1,{\"url\":\"" + written + "\",\"b\":{}}]}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"url\":null}",
                "{\"url\":\"https://example.org/2.3.0/spacecraft/4/\"}",
                "{\"url\":\"https://ll.thespacedevs.com/2.2.0/spacecraft/4/\"}",
                "{\"url\":\"https://ll.thespacedevs.com/2.3.0/spacecraft/4/?a=b\"}",
                "{\"url\":\"https://ll.thespacedevs.com.example.org/2.3.0/spacecraft/4/\"}",
                "{\"url\":\"https:\\/\\/ll.thespacedevs.com\\/2.3.0\\/spacecraft\\/4\\/\"}",
                "{\"url\":[\"https://ll.thespacedevs.com/2.3.0/spacecraft/4/\"]}",
                "{\"image_url\":\"https://ll.thespacedevs.com/2.3.0/spacecraft/4/\"}",
                "{\"description\":\"\\\"url\\\":\\\"https://ll.thespacedevs.com/2.3.0/spacecraft/4/\\\"\"}",
                "{\"description\":\"https://ll.thespacedevs.com/2.3.0/spacecraft/4/\",\"unknown\":[1.0,1E5,{\"a\":\"b\"}]}"
            })
    void all_other_bytes_are_unchanged(String json) {
        assertThat(write(json, HERE)).isEqualTo(json);
    }

    @Test
    void the_url_of_a_nested_spacecraft_also_refers_to_this_server() {
        var url = "https://ll.thespacedevs.com/2.3.0/spacecraft/4/";
        var json = "{\"url\":\"%s\",\"flights\":[{\"spacecraft\":{\"url\":\"%s\"}}],\"text\":\"%s\"}"
                .formatted(url, url, url);

        assertThat(write(json, new SpacecraftJson.UrlStyle("http://a", "")))
                .isEqualTo("{\"url\":\"%s\",\"flights\":[{\"spacecraft\":{\"url\":\"%s\"}}],\"text\":\"%s\"}"
                        .formatted("http://a/spacecraft/4/", "http://a/spacecraft/4/", url));
    }

    static Stream<ObjectNode> recorded() {
        return RecordedSpacecraft.all().stream();
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void the_rendering_of_a_recorded_spacecraft_equals_a_plain_text_replacement(ObjectNode recorded)
            throws UnreadableException {
        var canonical = new String(CanonicalForm.of(recorded.toString().getBytes(UTF_8)), UTF_8);
        var url = Pattern.compile("\"url\":\"https://ll\\.thespacedevs\\.com/2\\.3\\.0(/(spacecraft/)?[^\"]*)\"");

        assertThat(write(canonical, UPSTREAM)).isEqualTo(canonical);
        assertThat(write(canonical, HERE))
                .isEqualTo(url.matcher(canonical)
                        .replaceAll(match -> "\"url\":\""
                                + (match.group(2) == null ? CanonicalForm.BASE_URL : BASE) + match.group(1)
                                + "?format=json\""))
                .isNotEqualTo(canonical);
    }

    private static String write(String json, SpacecraftJson.UrlStyle style) {
        var spacecraft = SpacecraftJson.of(json.getBytes(UTF_8));
        // The size must be exact: a smaller buffer would throw.
        var out = ByteBuffer.allocate(spacecraft.size(style));
        spacecraft.writeTo(out, style);
        return new String(out.array(), UTF_8);
    }
}
