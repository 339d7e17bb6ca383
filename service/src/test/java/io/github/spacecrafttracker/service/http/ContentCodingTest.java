package io.github.spacecrafttracker.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentCodingTest {
    private static final int LARGE = 1024;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip                          | GZIP",
                "GZip                          | GZIP",
                "x-gzip                        | GZIP",
                "gzip, deflate, br, zstd       | GZIP",
                "br;q=1.0, gzip;q=0.8, *;q=0.1 | GZIP",
                "*                             | GZIP",
                "gzip;q=0.001                  | GZIP",
                "gzip, identity                | GZIP",
                "gzip;q=0.5, identity;q=0.4    | GZIP",
                "gzip;q=0.4, identity;q=0.5    | IDENTITY",
                "gzip;q=0.5, identity          | IDENTITY",
                "gzip;q=0                      | IDENTITY",
                "gzip;q=0, *                   | IDENTITY",
                "gzip;q=nonsense               | IDENTITY",
                "br, deflate                   | IDENTITY",
                "identity                      | IDENTITY",
                "identity;q=0                  | IDENTITY",
                "*;q=0                         | IDENTITY",
                "''                            | IDENTITY",
                "','                           | IDENTITY",
                ";;;                           | IDENTITY",
                "gzip;q=\"1                     | IDENTITY",
                "gzip;q=2                      | IDENTITY",
                "\"gzip, br                     | IDENTITY",
                "gzip;Q=1                      | GZIP",
                "gzip ; q=0.5                  | GZIP",
                "gzipp                         | IDENTITY",
            })
    void the_coding_is_the_one_that_the_client_prefers(String accepted, ContentCoding preferred) {
        assertThat(ContentCoding.preferred(List.of(accepted), LARGE)).isEqualTo(preferred);
    }

    @Test
    void a_client_without_a_preference_gets_the_body_uncompressed() {
        assertThat(ContentCoding.preferred(List.of(), LARGE)).isEqualTo(ContentCoding.IDENTITY);
    }

    @Test
    void several_accept_encoding_headers_are_combined() {
        assertThat(ContentCoding.preferred(List.of("br", "gzip"), LARGE)).isEqualTo(ContentCoding.GZIP);
    }

    @Test
    void a_small_body_is_not_compressed() {
        assertThat(ContentCoding.preferred(List.of("gzip"), LARGE - 1)).isEqualTo(ContentCoding.IDENTITY);
    }
}
