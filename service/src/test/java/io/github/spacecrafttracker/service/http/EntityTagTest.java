package io.github.spacecrafttracker.service.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.service.http.EtagAndGzip.EntityTag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
    private static final EntityTag TAG = new EntityTag("\"a\"");

    @Test
    void a_tag_is_a_hash_of_the_body() {
        assertThat(tag("abc", ContentCoding.IDENTITY))
                .isEqualTo(tag("abc", ContentCoding.IDENTITY))
                // The first half of SHA-256 of "abc" (FIPS 180-4, example).
                .isEqualTo(new EntityTag("\"ba7816bf8f01cfea414140de5dae2223\""));
        assertThat(tag("abd", ContentCoding.IDENTITY)).isNotEqualTo(tag("abc", ContentCoding.IDENTITY));
    }

    @Test
    void a_tag_differs_between_codings() {
        assertThat(tag("abc", ContentCoding.GZIP))
                .isEqualTo(new EntityTag("\"ba7816bf8f01cfea414140de5dae2223-gzip\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"a\"", "W/\"a\"", "*", "\"b\", \"a\"", "\"b\",W/\"a\"", " \"a\" ", "\"b,c\", \"a\"", ",\"a\","
            })
    void a_tag_matches_itself_in_a_list_whether_weak_or_strong(String known) {
        assertThat(TAG.matches(List.of(known))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"b\"", "a", "\"A\"", "w/\"a\"", "\"a", "\"a-gzip\"", "\"\"", "", ",", "\"b,\"a\"", "\"*\""})
    void a_tag_does_not_match_a_different_tag(String known) {
        assertThat(TAG.matches(List.of(known))).isFalse();
    }

    @Test
    void several_headers_are_combined_and_a_missing_header_matches_nothing() {
        assertThat(TAG.matches(List.of())).isFalse();
        assertThat(TAG.matches(List.of("\"b\"", "\"a\""))).isTrue();
    }

    private static EntityTag tag(String body, ContentCoding coding) {
        return EntityTag.of(body.getBytes(UTF_8), coding);
    }
}
