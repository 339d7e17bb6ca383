package io.github.spacecrafttracker.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the parsing of integers in request parameters. */
class WholeNumberTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1, 1",
        "007, 7",
        "+1, 1",
        "-1, -1",
        "-0, 0",
        "' 1 ', 1",
        "'\t\n\u000b\f\r1', 1",
        "'\u30001', 1",
        "99999999999999999999, 99999999999999999999"
    })
    void an_integer_may_have_a_sign_and_surrounding_whitespace(String text, BigInteger number) {
        assertThat(WholeNumber.parse(text)).contains(number);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "", " ", "+", "+ 1", "--1", "1 0", "_1", "1_", "1__0", "1_0", "1.0", "1,2", "1e0", "0x1", "ten", "1\0",
                "\u200b1", "\ufeff1", "\u00b2", "\u00bd", "\u2160", "\u4e00", "\u0661"
            })
    void any_other_text_is_not_an_integer(String text) {
        assertThat(WholeNumber.parse(text)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"4, 4", "007, 7", "999999999999999999, 999999999999999999"})
    void an_id_has_1_to_18_digits(String text, long id) {
        assertThat(WholeNumber.parseId(text)).contains(id);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "x", "+4", "-4", " 4", "4 ", "4.0", "\u0664", "1000000000000000000"})
    void any_other_text_is_not_an_id(String text) {
        assertThat(WholeNumber.parseId(text)).isEmpty();
    }
}
