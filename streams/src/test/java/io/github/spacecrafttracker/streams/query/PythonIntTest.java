package io.github.spacecrafttracker.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Python's {@code int()} takes; each row was tried there. */
class PythonIntTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1, 1",
        "007, 7",
        "+1, 1",
        "-1, -1",
        "-0, 0",
        "' 1 ', 1",
        "'\t\n\u000b\f\r1', 1",
        "'\u30001\u00a0', 1",
        "'\u20071\u0085', 1",
        "1_0, 10",
        "\u0661, 1",
        "\u0661_\u0660, 10",
        "\uff11\u0662, 12",
        "\ud835\udfcf, 1",
        "99999999999999999999, 99999999999999999999"
    })
    void is(String text, BigInteger number) {
        assertThat(PythonInt.parse(text)).contains(number);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "", " ", "+", "+ 1", "--1", "1 0", "_1", "1_", "1__0", "1.0", "1,2", "1e0", "0x1", "ten", "1\0",
                "\u001c1", "1\u001f", "\u200b1", "\ufeff1", "\u00b2", "\u00bd", "\u2160", "\u4e00"
            })
    void is_not(String text) {
        assertThat(PythonInt.parse(text)).isEmpty();
    }

    @Test
    void has_at_most_4300_digits_leading_zeros_counted() {
        assertThat(PythonInt.parse("0".repeat(4299) + "1")).contains(BigInteger.ONE);
        assertThat(PythonInt.parse("-" + "1_".repeat(4299) + "1")).isPresent();
        assertThat(PythonInt.parse("0".repeat(4301))).isEmpty();
    }
}
