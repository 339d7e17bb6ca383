package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the parsing of expressions, on which tests of the rules and dashboards rely. */
class ExpressionTest {
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
    void metrics_and_labels_are_extracted(String expression, String selectors) {
        assertThat(new Expression("", expression)
                        .selectors().stream().map(selector -> selector.metric() + selector.labels()))
                .containsExactly(selectors.split("(?<=]) ", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up == 0                                                        | up",
                "sum by (job) (rate(a_total{b=\"c d\"}[5m])) > 0.5              | a_total{b=\"c d\"}",
                "max(a) - on (b) group_left (c) d:e:max offset 5m or vector(0) | a d:e:max",
                "histogram_quantile(0.99, sum by (le) (rate(a_bucket[$__rate_interval]))) | a_bucket",
                "a{b=~\"$instance\"} unless a > time() - 6 * 3600               | a{b=~\"$instance\"} a",
            })
    void selectors_are_extracted_unchanged(String expression, String selectors) {
        assertThat(new Expression("", expression).selectors().stream().map(Expression.Selector::text))
                .containsExactly(selectors.split(" (?![^{]*})", -1));
    }
}
