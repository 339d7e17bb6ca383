package io.github.spacecrafttracker.streams.http.ll2.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
    @Test
    void text_ends_neither_an_element_nor_an_attribute() {
        assertThat(new Html().text("a&b<c>d\"e'f\0g é🚀").toString())
                .isEqualTo("a&amp;b&lt;c&gt;d&quot;e&#39;f\uFFFDg é🚀");
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
    void a_web_address_is_a_link(String url) {
        assertThat(new Html().link(url, "text").toString())
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
    void anything_else_is_text(String url) {
        assertThat(new Html().link(url, "text").toString()).isEqualTo("text");
    }
}
