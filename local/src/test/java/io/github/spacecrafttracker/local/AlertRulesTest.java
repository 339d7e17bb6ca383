package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/** What the rules of {@code ops/prometheus} and the dashboards of {@code ops/grafana} say, as far as it can be told without Prometheus. */
class AlertRulesTest {
    private static final String RUNBOOKS = "runbooks";
    private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");
    private static final Document METRICS = Document.reference("metrics");

    static List<Rule> alerts() throws IOException {
        return Rule.all().stream().filter(Rule::alerts).toList();
    }

    static Stream<Expression> expressions() throws IOException {
        return Stream.concat(Rule.all().stream().map(Rule::expression), Dashboards.expressions().stream());
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void an_alert_says_how_bad_it_is_and_what_it_is_about(Rule alert) {
        assertThat(alert.label("severity")).isIn("critical", "warning", "info");
        assertThat(alert.label("about")).isEqualTo(alert.name().startsWith("Spacecraft") ? "spacecraft" : "tracker");
        assertThat(alert.annotation("summary")).isNotBlank();
        assertThat(alert.annotation("description")).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void an_alert_of_a_spacecraft_calls_it_by_its_name(Rule alert) {
        assertThat(alert.annotation("summary").contains("{{ $labels.spacecraft_name }}"))
                .isEqualTo(alert.label("about").equals("spacecraft"));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void an_alert_has_a_runbook(Rule alert) throws IOException {
        assertThat(alert.annotation("runbook_url"))
                .isEqualTo(
                        "{{ $externalLabels." + RUNBOOKS + " }}#" + alert.name().toLowerCase(Locale.ROOT));
        assertThat(Files.readAllLines(Repository.file("docs/operations.md"))).contains("### " + alert.name());
    }

    @Test
    void runbooks_lie_where_one_line_of_prometheus_yml_says_which_is_for_them_and_no_label_of_alerts()
            throws IOException {
        Object yaml = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(Repository.file("ops/prometheus/prometheus.yml")));
        var prometheus = Json.MAPPER.<JsonNode>valueToTree(yaml);

        assertThat(prometheus.at("/global/external_labels").propertyNames()).containsExactly(RUNBOOKS);
        assertThat(Repository.file(
                        prometheus.at("/global/external_labels/" + RUNBOOKS).asString()))
                .exists();
        assertThat(prometheus.at("/alerting/alert_relabel_configs/0"))
                .isEqualTo(Json.MAPPER.valueToTree(Map.of("action", "labeldrop", "regex", RUNBOOKS)));
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void rules_use_only_listed_metrics(Expression expression) throws IOException {
        assertThat(expression.metrics()).isNotEmpty().allMatch(AlertRulesTest::isKnown);
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
    void what_an_expression_asks_for_is_found(String expression, String selectors) {
        assertThat(String.join(" ", new Expression("", expression).selectors())).isEqualTo(selectors);
    }

    @Test
    void rules_and_dashboards_ask_for_each_metric_that_an_alert_may_need() throws IOException {
        assertThat(expressions().flatMap(it -> it.metrics().stream()))
                .contains("tracker_spacecraft_transition_timestamp_seconds", "tracker_list_age_seconds");
    }

    private static boolean isKnown(String metric) {
        var plain = metric.replaceAll("_(bucket|sum|count|max)$", "");
        return OF_PROMETHEUS.contains(metric)
                || recorded().contains(metric)
                || METRICS.column("Metrics", 1).stream()
                        .map(cell -> cell.replace("`", ""))
                        .anyMatch(name -> name.endsWith("*")
                                ? metric.startsWith(name.replace("*", ""))
                                : name.equals(metric) || name.equals(plain));
    }

    private static Set<String> recorded() {
        try {
            return Rule.all().stream()
                    .filter(rule -> !rule.alerts())
                    .map(Rule::name)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
