package io.github.spacecrafttracker.streams.http.ll2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spacecrafttracker.streams.http.ll2.Rendering.NotAcceptableException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests content negotiation as in Django REST framework. See
 * docs/ll2-contract.md#content-negotiation.
 */
class RenderingTest {
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''   | */*                                      | json",
                "''   | application/*                            | json",
                "''   | application/json                         | json",
                "''   | APPLICATION/JSON                         | json",
                "''   | text/html                                | page",
                "''   | text/*                                   | page",
                "''   | text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8 | page",
                "''   | text/html, application/json              | json",
                "''   | text/html;q=1, application/json;q=0      | json",
                "''   | text/html;q=0.9, application/json        | json",
                "''   | */*, text/html                           | page",
                "''   | application/*, text/html                 | page",
                "''   | text/*, application/json                 | json",
                "''   | application/json, text/html;level=1      | page",
                "''   | */json                                   | json",
                "''   | image/png, */*;q=0.1                     | json",
                "json | text/html, */*                           | json",
                "json | application/json, text/html              | json",
                "api  | */*                                      | page",
                "api  | text/html                                | page",
                "''   | application/json; indent=4               | json 4",
                "''   | application/json;q=0.5;indent=\"2\"      | json 2",
                "''   | application/json; INDENT = 3             | json 3",
                "''   | */*; indent=4                            | json 4",
                "''   | application/json; indent=99              | json 8",
                "''   | application/json; indent=-1              | json",
                "''   | application/json; indent=0               | json",
                "''   | application/json; indent=x               | json",
                "''   | application/json; indent                 | json",
                "''   | application/json;                        | json",
                "''   | text/html; indent=4                      | page"
            })
    void the_most_specific_range_decides(String format, String accept, String form) throws NotAcceptableException {
        var negotiated = Rendering.negotiate(format, List.of(accept));

        assertThat(negotiated)
                .isEqualTo(
                        form.equals("page")
                                ? new Rendering.Page()
                                : new Rendering.Json(Integer.parseInt("0" + form.replaceAll("[^0-9]", ""))));
    }

    @Test
    void anything_is_acceptable_if_there_is_no_accept_header() throws NotAcceptableException {
        assertThat(Rendering.negotiate("", List.of())).isEqualTo(Rendering.COMPACT);
        assertThat(Rendering.negotiate("api", List.of())).isEqualTo(new Rendering.Page());
    }

    @Test
    void several_accept_headers_are_combined() throws NotAcceptableException {
        assertThat(Rendering.negotiate("", List.of("image/png", "text/html"))).isEqualTo(new Rendering.Page());
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''   | ''                       | 406",
                "''   | *                        | 406",
                "''   | application/xml          | 406",
                "''   | json                     | 406",
                "''   | application/json-seq     | 406",
                "json | text/html                | 406",
                "api  | application/json         | 406",
                "xml  | */*                      | 404",
                "xml  | image/png                | 404",
                "JSON | */*                      | 404",
                "html | text/html                | 404"
            })
    void a_request_that_does_not_accept_any_form_is_rejected(String format, String accept, int status) {
        assertThatThrownBy(() -> Rendering.negotiate(format, List.of(accept)))
                .isInstanceOfSatisfying(
                        NotAcceptableException.class,
                        e -> assertThat(e.status().getCode()).isEqualTo(status));
    }
}
