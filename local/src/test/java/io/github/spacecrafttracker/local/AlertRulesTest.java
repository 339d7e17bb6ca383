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
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/**
 * Checks the rules of {@code ops/prometheus} and the queries of {@code ops/grafana} without running
 * Prometheus.
 */
class AlertRulesTest {
    private static final String RUNBOOKS = "runbooks";
    private static final Set<String> SERVED_BY_PROMETHEUS = Set.of("up", "ALERTS");
    private static final Document METRICS = Document.reference("metrics");

    static List<Rule> alerts() throws IOException {
        return Rule.all().stream().filter(Rule::isAlert).toList();
    }

    static Stream<Expression> expressions() throws IOException {
        return Expression.ofRulesAndDashboards();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void an_alert_states_its_severity_and_its_subject(Rule alert) {
        assertThat(alert.label("severity")).isIn("critical", "warning", "info");
        assertThat(alert.label("about")).isEqualTo(alert.name().startsWith("Spacecraft") ? "spacecraft" : "tracker");
        assertThat(alert.annotation("summary")).isNotBlank();
        assertThat(alert.annotation("description")).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void an_alert_about_a_spacecraft_contains_its_name(Rule alert) {
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
    void the_base_url_of_runbooks_is_set_once_and_is_not_a_label_of_alerts() throws IOException {
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
    void rules_use_only_documented_metrics(Expression expression) throws IOException {
        assertThat(metrics(expression)).isNotEmpty().allMatch(AlertRulesTest::isKnown);
    }

    @Test
    void rules_and_dashboards_use_the_metrics_that_alerts_need() throws IOException {
        assertThat(expressions().flatMap(AlertRulesTest::metrics))
                .contains("tracker_spacecraft_transition_timestamp_seconds", "tracker_list_age_seconds");
    }

    private static Stream<String> metrics(Expression expression) {
        return expression.selectors().stream().map(Expression.Selector::metric);
    }

    private static boolean isKnown(String metric) {
        var plain = metric.replaceAll("_(bucket|sum|count|max)$", "");
        return SERVED_BY_PROMETHEUS.contains(metric)
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
                    .filter(rule -> !rule.isAlert())
                    .map(Rule::name)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
