package io.github.spacecrafttracker.service.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class CausesTest {
    @Test
    void a_failure_and_its_causes_are_described_in_one_line() {
        var failure = new IllegalStateException("no\n\tanswer", new IOException("disk full"));

        assertThat(Causes.inOneLine(failure))
                .isEqualTo("IllegalStateException: no answer, caused by IOException: disk full");
    }

    @Test
    void characters_that_control_a_terminal_or_end_a_line_are_replaced() {
        var failure = new IOException("red \u001b[31m\u009b1A \u0085back\b\u2028end\u202eright");

        assertThat(Causes.inOneLine(failure)).isEqualTo("IOException: red  [31m 1A  back end right");
    }

    @Test
    void an_exception_that_only_wraps_another_is_omitted() {
        var failure = new ExecutionException(new CompletionException(new IOException("disk full")));

        assertThat(Causes.inOneLine(failure)).isEqualTo("IOException: disk full");
    }

    @Test
    void an_exception_without_a_message_is_described_by_its_type() {
        assertThat(Causes.inOneLine(new NullPointerException())).isEqualTo("NullPointerException");
        assertThat(Causes.inOneLine(new CompletionException("", null))).isEqualTo("CompletionException");
    }

    @Test
    void a_cycle_of_causes_is_cut() {
        var first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));

        assertThat(Causes.inOneLine(first))
                .isEqualTo("IllegalStateException: first, caused by IllegalStateException: second");
    }
}
