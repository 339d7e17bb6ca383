package io.github.spacecrafttracker.streams.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkedTextTest {
    private final HtmlPages pages = new HtmlPages("");

    @Test
    void neither_the_text_nor_the_url_can_end_an_element_or_an_attribute() {
        assertThat(html("a&b<c>d\"e'f é🚀", "https://example.org/?a='b'&c"))
                .isEqualTo("<a rel=\"noreferrer\" href=\"https://example.org/?a=&#39;b&#39;&amp;c\">"
                        + "a&amp;b&lt;c&gt;d\"e'f é🚀</a>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org",
                "http://example.org/a?b=c&d=%20#e",
                "HTTPS://EXAMPLE.ORG/",
                "http://[::1]:8080/",
                "https://example.org/ü"
            })
    void a_url_becomes_a_link(String url) {
        assertThat(html("text", url))
                .startsWith("<a rel=\"noreferrer\" href=\"")
                .endsWith("\">text</a>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JavaScript:alert(1)//https://example.org",
                "data:text/html,x",
                "ftp://example.org",
                "//example.org",
                "/path",
                "https:",
                "https://",
                "https:///x",
                "https://?x",
                " https://example.org",
                "https://example.org/\" onclick=\"alert(1)",
                "https://example.org/ and more",
                "https://example.org/\n",
                "see https://example.org",
                "x:https://example.org",
                ""
            })
    void any_other_text_remains_text(String url) {
        assertThat(html("text", url)).isEqualTo("text");
    }

    private String html(String text, String url) {
        return new String(pages.render("link.jte", LinkedText.of(text, url)), UTF_8);
    }
}
