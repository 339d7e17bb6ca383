package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.spacecrafttracker.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Validates the dashboards against Grafana's schema, without running Grafana. */
class DashboardsTest {
    private static final int COLUMNS = 24;
    /** The version of the dashboard schema that this version of Grafana writes. */
    private static final int SCHEMA_VERSION = 41;

    private static final Set<String> SERVED_BY_PROMETHEUS = Set.of("up", "ALERTS");

    private static final Set<String> ADDED_BY_PROMETHEUS = Set.of("instance", "job");

    private final ComposeFile compose = ComposeFile.read();
    private final Document reference = Document.reference("metrics");
    private final JsonNode source = provisioned("datasources/prometheus.yml").at("/datasources/0");

    DashboardsTest() throws IOException {}

    static List<Dashboard> dashboards() throws IOException {
        return Dashboard.all();
    }

    @Test
    void have_different_uids() throws IOException {
        assertThat(Dashboard.all()).extracting(Dashboard::file).containsExactly("space.json", "tracker.json");
        assertThat(Dashboard.all())
                .extracting(dashboard -> dashboard.content().path("uid").asString())
                .doesNotHaveDuplicates()
                .allMatch(uid -> uid.matches("[a-z-]{1,40}"));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void match_the_schema_of_grafana(Dashboard dashboard) throws IOException {
        assertThat(schema().validate(dashboard.content())).isEmpty();
    }

    static final List<String> INVALID = List.of(
            "{\"imagine\": 1}",
            "{\"panels\": [{\"type\": \"imagine\", \"fieldConfig\": {\"defaults\": {}, \"overrides\": []}, \"targets\": []}]}",
            "{\"panels\": [{\"type\": \"stat\", \"fieldConfig\": {\"defaults\": {\"units\": \"s\"}, \"overrides\": []}, \"targets\": []}]}",
            "{\"panels\": [{\"type\": \"stat\", \"fieldConfig\": {\"defaults\": {}, \"overrides\": []}, \"targets\": [{\"expr\": \"up\"}]}]}");

    @ParameterizedTest
    @FieldSource("INVALID")
    void an_invalid_dashboard_does_not_match_the_schema(String change) throws IOException {
        var dashboard = (ObjectNode) Dashboard.all().get(0).content().deepCopy();
        dashboard.setAll((ObjectNode) Json.MAPPER.readTree(change));
        assertThat(schema().validate(dashboard)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void have_the_schema_version_of_the_deployed_grafana(Dashboard dashboard) throws IOException {
        var version = compose.content().at("/services/grafana/image").asString().split(":", -1)[1];

        assertThat(Files.readString(Repository.file("local/src/test/resources/grafana/dashboard.schema.json")))
                .contains("@grafana/schema " + version);
        assertThat(dashboard.content().path("schemaVersion").asInt()).isEqualTo(SCHEMA_VERSION);
        assertThat(dashboard.panels())
                .extracting(panel -> panel.path("pluginVersion").asString())
                .containsOnly(version);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void explain_each_panel_and_what_an_empty_panel_means(Dashboard dashboard) {
        assertThat(dashboard.panels()).isNotEmpty().allSatisfy(panel -> {
            var defaults = panel.at("/fieldConfig/defaults");
            assertThat(panel.path("title").asString()).matches("[A-Z].+\\?");
            assertThat(panel.path("description").asString()).matches("[A-Z0-9].+\\.");
            assertThat(defaults.path("unit").asString()).isNotEmpty();
            assertThat(defaults.path("noValue").asString()).matches("[A-Z].+");
            assertThat(panel.path("targets")).isNotEmpty();
        });
        assertThat(dashboard.elements())
                .extracting(element -> element.path("title").asString())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void have_no_overlapping_panels(Dashboard dashboard) {
        assertThat(dashboard.elements())
                .extracting(element -> element.path("id").asInt())
                .doesNotHaveDuplicates();
        var taken = new HashSet<String>();
        for (var element : dashboard.elements()) {
            var at = element.path("gridPos");
            int right = at.path("x").asInt() + at.path("w").asInt();
            int bottom = at.path("y").asInt() + at.path("h").asInt();
            assertThat(right).as(element.path("title").asString()).isLessThanOrEqualTo(COLUMNS);
            for (int x = at.path("x").asInt(); x < right; x++) {
                for (int y = at.path("y").asInt(); y < bottom; y++) {
                    assertThat(taken.add(x + "," + y))
                            .as(element.path("title").asString())
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void use_only_the_provisioned_data_source(Dashboard dashboard) {
        assertThat(dashboard.dataSources()).isNotEmpty().allSatisfy(dataSource -> {
            assertThat(dataSource.path("uid")).isEqualTo(source.path("uid"));
            assertThat(dataSource.path("type")).isEqualTo(source.path("type"));
        });
        assertThat(dashboard.panels()).allMatch(panel -> panel.has("datasource"));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void use_only_documented_metrics(Dashboard dashboard) {
        var metrics = reference.rows("Metrics").stream().map(Metric::described).toList();
        for (var query : dashboard.queries()) {
            assertThat(query.selectors())
                    .as(query.text())
                    .isNotEmpty()
                    .allMatch(selector -> SERVED_BY_PROMETHEUS.contains(selector.metric())
                            || metrics.stream().anyMatch(metric -> isListed(selector, metric)));
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void show_only_the_selected_instances(Dashboard dashboard) {
        assertThat(dashboard.variables())
                .extracting(variable -> variable.path("name").asString())
                .containsExactly("instance");
        for (var query : dashboard.queries()) {
            assertThat(query.selectors())
                    .as(query.text())
                    .allMatch(selector -> selector.metric().equals("ALERTS")
                            || selector.labels().contains("instance"));
        }
    }

    @Test
    void are_mounted_in_the_provisioned_directory() throws IOException {
        var volumes = ComposeFile.strings(compose.content().at("/services/grafana/volumes"));
        var provider = provisioned("dashboards/dashboards.yml").at("/providers/0");

        assertThat(volumes)
                .contains(
                        "./ops/grafana/dashboards:"
                                + provider.at("/options/path").asString() + ":ro",
                        "./ops/grafana/provisioning:/etc/grafana/provisioning:ro");
        assertThat(compose.content()
                        .at("/services/grafana/environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH")
                        .asString())
                .isEqualTo(provider.at("/options/path").asString() + "/space.json");
    }

    @Test
    void use_a_data_source_with_the_address_of_prometheus() {
        assertThat(compose.services()).containsKey("prometheus");
        assertThat(source.path("url").asString()).isEqualTo("http://prometheus:9090");
    }

    @Test
    void use_the_scrape_interval_of_prometheus() throws IOException {
        var prometheus = yaml(Repository.file("ops/prometheus/prometheus.yml"));
        assertThat(source.at("/jsonData/timeInterval").asString())
                .isEqualTo(prometheus.at("/global/scrape_interval").asString());
    }

    /** The name in a row of the table that describes several metrics ends with {@code *}. */
    private static boolean isListed(Expression.Selector selector, Metric metric) {
        if (metric.name().endsWith("*")) {
            return selector.metric().startsWith(metric.name().replace("*", ""));
        }
        return names(metric).anyMatch(selector.metric()::equals)
                && selector.labels().stream()
                        .allMatch(label -> metric.labels().contains(label) || ADDED_BY_PROMETHEUS.contains(label));
    }

    private static Stream<String> names(Metric metric) {
        return metric.type().equals("histogram")
                ? Stream.of("_bucket", "_sum", "_count", "_max").map(metric.name()::concat)
                : Stream.of(metric.name());
    }

    private static Schema schema() throws IOException {
        var schema = Json.MAPPER.readTree(
                Files.readString(Repository.file("local/src/test/resources/grafana/dashboard.schema.json")));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema);
    }

    private static JsonNode provisioned(String path) throws IOException {
        return yaml(Repository.file("ops/grafana/provisioning/" + path));
    }

    private static JsonNode yaml(Path file) throws IOException {
        Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        return Json.MAPPER.valueToTree(content);
    }
}
