package io.github.spacecrafttracker.streams.http.ll2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.streams.http.HtmlPages;
import io.github.spacecrafttracker.streams.query.PageWindow;
import io.github.spacecrafttracker.streams.query.Parameters;
import io.javalin.http.HttpStatus;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowsableReplyTest {
    private static final String LIST = "/2.3.0/spacecraft/";
    private static final String NEXT = "https://example.org/2.3.0/spacecraft/?limit=5&offset=15";
    private static final String PREVIOUS = "https://example.org/2.3.0/spacecraft/?limit=5&offset=5";
    private static final String HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'";

    private final HtmlPages pages = new HtmlPages(BrowsableReply.CONTENT_SECURITY_POLICY);

    @Test
    void the_page_contains_the_request_the_reply_and_its_headers() {
        assertThat(list(Map.of("search", List.of("crew dragon"))))
                .contains("<title>Spacecraft list</title>")
                .contains("<b>GET</b> /2.3.0/spacecraft/?search=crew+dragon</code>")
                .contains("<b>HTTP 200 OK</b>\n<b>As-Of:</b> 2026-11-24T10:00:00.000Z\n")
                .contains("\"count\": 1.10");
    }

    @Test
    void the_next_and_previous_pages_and_the_json_form_are_linked() {
        assertThat(list(Map.of("limit", List.of("5"), "format", List.of("api"))))
                .contains("href=\"" + NEXT.replace("&", "&amp;") + "\"")
                .contains("href=\"" + PREVIOUS.replace("&", "&amp;") + "\"")
                .contains("from row 11")
                .containsPattern("href=\"\\?[^\"]*format=json[^\"]*\">JSON")
                .containsPattern("href=\"\\?[^\"]*limit=5[^\"]*\">JSON");
    }

    @Test
    void the_source_of_the_data_is_named() {
        assertThat(list(Map.of()))
                .contains("Data: <a rel=\"noreferrer\" href=\"https://thespacedevs.com\">The Space Devs</a>");
    }

    @Test
    void breadcrumbs_never_link_to_another_host() {
        assertThat(html("/2.3.0/spacecraft/4/", Map.of(), HttpStatus.OK, null))
                .contains("<a href=\"/2.3.0/\">2.3.0</a>")
                .contains("<a href=\"/2.3.0/spacecraft/\">spacecraft</a>")
                .contains("<a href=\"/2.3.0/spacecraft/4/\">4</a>");
        assertThat(html("//evil.example/", Map.of(), HttpStatus.NOT_FOUND, null))
                .contains("<title>404 Not Found</title>")
                .contains("<a href=\"/evil.example/\">")
                .doesNotContain("href=\"//");
    }

    @Test
    void only_a_list_has_filters_and_page_links() {
        assertThat(html("/2.3.0/spacecraft/4/", Map.of(), HttpStatus.OK, null))
                .doesNotContain("<form", "class=\"pages\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name             | Crew Dragon     | name=\"name\" value=\"Crew Dragon\"",
                "search           | a \"b\"         | value=\"a &#34;b&#34;\"",
                "status           | 7               | list=\"statuses\" placeholder=\"number\" value=\"7\"",
                "spacecraft_config| 12              | value=\"12\"",
                "in_space         | TRUE            | <option value=\"true\" selected>yes",
                "in_space         | 0               | <option value=\"false\" selected>no",
                "in_space         | maybe           | <option value=\"\" selected>any",
                "is_placeholder   | false           | <option value=\"false\" selected>no",
                "ordering         | -time_in_space  | <option value=\"-time_in_space\" selected>",
                "ordering         | id,-flights_count | <option value=\"id,-flights_count\" selected>id,-flights_count",
                "mode             | detailed        | <option value=\"detailed\" selected>",
                "mode             | list            | <option value=\"\" selected>normal",
                "limit            | 1000            | max=\"100\" value=\"5\"",
                "format           | api             | <input type=\"hidden\" name=\"format\" value=\"api\">",
            })
    void the_form_contains_the_parameters_of_the_request(String name, String value, String expected) {
        assertThat(list(Map.of(name, List.of("not the last value", value)))).contains(expected);
    }

    @Test
    void every_field_has_a_label() {
        var html = list(Map.of());
        var names = Pattern.compile("<(?:input|select) id=\"([^\"]+)\" name=\"\\1\"")
                .matcher(html)
                .results()
                .map(field -> field.group(1))
                .toList();

        assertThat(names)
                .containsExactlyInAnyOrder(
                        "search",
                        "in_space",
                        "name",
                        "status",
                        "spacecraft_config",
                        "is_placeholder",
                        "ordering",
                        "mode",
                        "limit")
                .allSatisfy(name -> assertThat(html).contains("<label for=\"" + name + "\">"));
    }

    @Test
    void neither_the_request_nor_the_data_can_inject_markup() {
        for (var name :
                List.of("search", "name", "status", "spacecraft_config", "ordering", "mode", "format", HOSTILE)) {
            var html = html(
                    "/" + HOSTILE + "/",
                    Map.of(name, List.of(HOSTILE)),
                    HttpStatus.OK,
                    page(new PageLinks("javascript:alert(1)", HOSTILE)));

            assertThat(html).doesNotContain("<script", "<img", "=javascript", "=\"javascript", HOSTILE);
        }
    }

    @Test
    void the_content_security_policy_allows_only_its_own_style_sheet() throws Exception {
        var css = list(Map.of()).replaceAll("(?s).*<style>(.*)</style>.*", "$1");
        var hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(css.getBytes(UTF_8)));

        assertThat(BrowsableReply.CONTENT_SECURITY_POLICY)
                .isEqualTo("default-src 'none'; style-src 'sha256-" + hash
                        + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    }

    private String list(Map<String, List<String>> parameters) {
        return html(LIST, parameters, HttpStatus.OK, page(new PageLinks(NEXT, PREVIOUS)));
    }

    private static ListPage page(PageLinks links) {
        return new ListPage(PageWindow.of(Parameters.parse("limit=5&offset=10")), 25, links, List.of());
    }

    private String html(String path, Map<String, List<String>> parameters, HttpStatus status, @Nullable ListPage list) {
        var headers = Map.of("As-Of", "2026-11-24T10:00:00.000Z");
        var json = "{\"count\":1.10,\"name\":\"" + HOSTILE.replace("\"", "\\\"") + "\"}";
        return new String(
                pages.render(
                        "ll2/reply.jte",
                        new BrowsableReply(
                                path, new Parameters(parameters), status, headers, json.getBytes(UTF_8), list)),
                UTF_8);
    }
}
