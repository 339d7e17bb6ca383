package io.github.spacecrafttracker.streams.http.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.spacecrafttracker.streams.http.RequestException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedFormatTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "text/event-stream                        | STREAM",
                "TEXT/Event-Stream                        | STREAM",
                "text/event-stream;charset=utf-8          | STREAM",
                "text/*                                   | STREAM",
                "*/*                                      | STREAM",
                "*/*;q=0.1                                | STREAM",
                "application/json                         | PAGE",
                "application/*                            | PAGE",
                "application/json, */*                    | PAGE",
                "application/json, text/plain, */*        | PAGE",
                "text/event-stream, application/json      | STREAM",
                "text/event-stream, */*                   | STREAM",
                "text/event-stream;q=0, application/json  | PAGE",
                "application/json;q=0.0, */*              | STREAM",
                "text/event-stream;q=0, */*               | PAGE",
                "text/event-stream;q=0.5, application/json | PAGE",
                "text/event-stream;q=0.5, application/json;q=0.4 | STREAM",
                "application/json;q=0.9, */*              | STREAM",
                "application/json;q=0.9, */*;q=0.8        | PAGE",
                "text/event-stream;q=2, application/json  | STREAM",
                "text/html, text/*                        | STREAM",
                "image/png, text/*                        | STREAM",
                "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8 | PAGE",
                "text/html, text/event-stream             | STREAM",
            })
    void the_format_depends_on_preference_and_specificity(String accept, FeedFormat format) throws RequestException {
        assertThat(FeedFormat.negotiate(List.of(accept))).isEqualTo(format);
    }

    @Test
    void the_default_without_an_accept_header_is_a_stream() throws RequestException {
        assertThat(FeedFormat.negotiate(List.of())).isEqualTo(FeedFormat.STREAM);
    }

    @Test
    void several_accept_headers_are_combined() throws RequestException {
        assertThat(FeedFormat.negotiate(List.of("image/png", "application/json")))
                .isEqualTo(FeedFormat.PAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/html",
                "image/*",
                "application/xml",
                "nonsense",
                ",",
                "text/event-stream;q=0",
                "*/*;q=0.000"
            })
    void a_client_that_accepts_neither_format_is_rejected(String accept) {
        var rejected = catchThrowableOfType(RequestException.class, () -> FeedFormat.negotiate(List.of(accept)));

        assertThat(rejected.status().getCode()).isEqualTo(406);
        assertThat(rejected.body().reason()).isEqualTo("not-acceptable");
    }
}
