package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A test that reads names off expressions is worth what it reads. */
class PromQlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\'',
            value = {
                "up ; up[]",
                "max(x_y{a=\"b\", c=~\"d{2}|e\"}) ; x_y[a, c]",
                "sum by (le, route) (rate(x_bucket{a!=\"\"}[$__rate_interval])) ; x_bucket[a]",
                "histogram_quantile(0.99, sum by (le) (rate(x[5m]))) ; x[]",
                "topk by (id) (1, a) * 1000 unless on (id) (b{c=\"or\"} or d) ; a[] b[c] d[]",
                "time() - a > 7e1 * 86400 and a < +Inf ; a[] a[]",
                "min by (i) (a{l!~\"x\"} / b{l=\"y(\"}) > bool 0 ; a[l] b[l]",
            })
    void tells_metrics_and_labels_from_the_rest(String expression, String selectors) {
        assertThat(new PromQl(expression).selectors().stream().map(it -> it.metric() + it.labels()))
                .containsExactly(selectors.split("(?<=]) ", -1));
    }
}
