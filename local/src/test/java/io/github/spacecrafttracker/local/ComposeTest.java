package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.local.ComposeFile.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.poller.PollerSettings;
import io.github.spacecrafttracker.service.config.Environment;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.streams.StreamsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.internals.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code docker-compose.yml} matches the code. No image is built or run here. */
class ComposeTest {
    private final ComposeFile compose = ComposeFile.read();

    ComposeTest() throws IOException {}

    static Stream<String> services() throws IOException {
        return ComposeFile.read().services().keySet().stream();
    }

    @Test
    void matches_the_compose_specification() throws IOException {
        var schema = (ObjectNode) Json.MAPPER.readTree(
                Files.readString(Repository.file("local/src/test/resources/compose/compose-spec.json")));
        // The validator rejects a relative id.
        schema.remove("$id");
        var specification =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema);

        assertThat(specification.validate(compose.content())).isEmpty();
        assertThat(specification.validate(Json.MAPPER.readTree("{\"services\":{\"x\":{\"imagine\":\"y\"}}}")))
                .isNotEmpty();
    }

    @Test
    void has_two_instances_of_each_service_and_their_monitoring() {
        assertThat(compose.services().keySet())
                .containsExactly(
                        "alertmanager",
                        "broker",
                        "controller",
                        "grafana",
                        "poller-1",
                        "poller-2",
                        "prometheus",
                        "streams-1",
                        "streams-2");
    }

    @ParameterizedTest
    @MethodSource("services")
    void pins_the_version_of_each_image(String name) {
        assertThat(service(name).path("image").asString()).matches("[a-z/-]+:v?[0-9]+\\.[0-9]+\\.[0-9]+");
    }

    /**
     * Two concurrent builds of the same image conflict, and the service without a build must not
     * pull its image.
     */
    @ParameterizedTest
    @ValueSource(strings = {"poller", "streams"})
    void builds_an_image_once_and_runs_it_twice(String name) {
        var first = service(name + "-1");
        var second = service(name + "-2");

        assertThat(first.at("/build/target").asString()).isEqualTo(name);
        assertThat(second.has("build")).isFalse();
        assertThat(second.path("pull_policy").asString()).isEqualTo("never");
        assertThat(second.path("image")).isEqualTo(first.path("image"));
    }

    @Test
    void runs_the_broker_that_the_tests_run() {
        for (var name : List.of("broker", "controller")) {
            assertThat(service(name).path("image").asString()).isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
        }
        var id = service("broker").at("/environment/CLUSTER_ID").asString();
        assertThat(Uuid.fromString(id)).hasToString(id);
    }

    @ParameterizedTest
    @MethodSource("services")
    void publishes_ports_only_on_the_loopback_address(String name) {
        assertThat(strings(service(name).path("ports")))
                .allMatch(port -> port.matches("127\\.0\\.0\\.1:[0-9]+:[0-9]+"));
    }

    @Test
    void publishes_no_port_twice() {
        var ports = compose.services().values().stream()
                .flatMap(service -> strings(service.path("ports")).stream())
                .map(port -> port.split(":", -1)[1]);
        assertThat(ports).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("services")
    void restricts_each_container(String name) {
        var service = service(name);

        assertThat(strings(service.path("cap_drop"))).containsExactly("ALL");
        assertThat(strings(service.path("security_opt"))).containsExactly("no-new-privileges:true");
        assertThat(service.path("mem_limit").asString()).matches("[0-9]+[mg]");
        assertThat(service.path("restart").asString()).isEqualTo("unless-stopped");
        assertThat(service.path("stop_grace_period").asString()).isEqualTo("60s");
        assertThat(service.has("privileged")).isFalse();
        assertThat(service.path("read_only").asBoolean(false))
                .isEqualTo(!List.of("broker", "controller").contains(name));
    }

    @ParameterizedTest
    @MethodSource("services")
    void depends_on_services_with_health_checks_and_stores_data_in_volumes(String name) throws IOException {
        for (var needed : service(name).path("depends_on").propertyNames()) {
            assertThat(service(needed).has("healthcheck")).as(needed).isTrue();
        }
        for (var volume : strings(service(name).path("volumes"))) {
            var source = volume.split(":", -1)[0];
            assertThat(source.startsWith("./")
                            || compose.content().path("volumes").has(source))
                    .as(volume)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void mounts_only_existing_directories(String name) {
        assertThat(strings(service(name).path("volumes")))
                .map(volume -> volume.split(":", -1)[0])
                .filteredOn(source -> source.startsWith("./"))
                .allSatisfy(source -> assertThat(Repository.file(source)).isDirectory());
    }

    @ParameterizedTest
    @CsvSource({"poller, POLLER_MANAGEMENT_PORT", "streams, MANAGEMENT_PORT"})
    void runs_the_scrape_targets_of_prometheus(String job, String portName) throws IOException {
        var targets = new TreeSet<String>();
        for (var service : compose.services().entrySet()) {
            if (service.getKey().startsWith(job)) {
                targets.add(service.getKey() + ":"
                        + ComposeFile.environment(service.getValue()).get(portName));
            }
        }
        assertThat(Files.readString(Repository.file("ops/prometheus/targets/" + job + ".yml")))
                .isEqualTo("- targets: " + targets + "\n");
    }

    @Test
    void gives_each_instance_its_own_address_and_no_state() throws IOException {
        for (var name : List.of("streams-1", "streams-2")) {
            var environment = ComposeFile.environment(service(name));
            assertThat(environment).containsEntry("INSTANCE_ADDRESS", name + ":" + environment.get("HTTP_PORT"));
            assertThat(strings(service(name).path("volumes"))).containsExactly("./ops/kafka/tls:/etc/kafka-tls:ro");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"poller-1", "poller-2"})
    void sets_only_settings_of_the_poller(String name) throws IOException {
        assertPollerAccepts(ComposeFile.environment(service(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"streams-1", "streams-2"})
    void sets_only_settings_of_the_streams_service(String name) throws IOException {
        assertStreamsAccepts(ComposeFile.environment(service(name)));
    }

    /** A setting in {@code .env} would otherwise have no effect. */
    @ParameterizedTest
    @CsvSource({"poller-1, poller", "poller-2, poller", "streams-1, streams", "streams-2, streams"})
    void passes_every_setting_to_its_service(String name, String service) throws IOException {
        var settings = Document.reference("settings").rows("Settings").stream()
                .filter(row -> List.of("all", "both", service).contains(row.get(0)))
                .map(row -> row.get(1).replace("`", ""))
                .toList();

        assertThat(settings).contains("LOG_FORMAT", "TOPIC_PARTITIONS");
        assertThat(ComposeFile.environment(service(name))).containsKeys(settings.toArray(String[]::new));
    }

    @Test
    void has_an_example_of_secured_kafka_settings_that_both_services_accept() throws IOException {
        var example = ComposeFile.envFile("ops/kafka/secured.env.example");
        for (var name : List.of("poller-1", "streams-1")) {
            assertThat(strings(service(name).path("volumes")))
                    .anySatisfy(volume -> assertThat(example.get("KAFKA_SSL_TRUSTSTORE_LOCATION"))
                            .startsWith(volume.split(":", -1)[1] + "/"));
        }
        assertPollerAccepts(with(example, service("poller-1")));
        assertStreamsAccepts(with(example, service("streams-1")));
    }

    /** The controller accepts a restarted broker only if its predecessor is unregistered. */
    @Test
    void unregisters_the_previous_broker_before_it_starts_the_next_one() {
        var broker = service("broker");
        var id = broker.at("/environment/KAFKA_NODE_ID").asString();
        var controller =
                broker.at("/environment/KAFKA_CONTROLLER_QUORUM_VOTERS").asString();

        assertThat(controller)
                .isEqualTo(
                        service("controller").at("/environment/KAFKA_NODE_ID").asString() + "@controller:9093");
        assertThat(strings(broker.path("command")).get(2))
                .startsWith(
                        "/opt/kafka/bin/kafka-cluster.sh unregister --bootstrap-controller controller:9093 --id " + id)
                .endsWith("\nexec /etc/kafka/docker/run\n");
        assertThat(broker.at("/depends_on/controller/condition").asString()).isEqualTo("service_healthy");
    }

    @Test
    void connects_to_the_broker_through_an_advertised_name() throws IOException {
        var servers = ComposeFile.envFile("ops/kafka/compose.env").get("KAFKA_BOOTSTRAP_SERVERS");
        var advertised =
                service("broker").at("/environment/KAFKA_ADVERTISED_LISTENERS").asString();
        var outsidePort = strings(service("broker").path("ports")).get(0).split(":", -1)[1];

        assertThat(advertised.split(",", -1))
                .containsExactly("INSIDE://" + servers, "OUTSIDE://localhost:" + outsidePort);
    }

    @ParameterizedTest
    @ValueSource(strings = {"streams-1", "streams-2"})
    void publishes_the_port_of_the_api(String name) throws IOException {
        var environment = ComposeFile.environment(service(name));
        assertThat(strings(service(name).path("ports")))
                .singleElement()
                .asString()
                .endsWith(":" + environment.get("HTTP_PORT"));
    }

    private static Map<String, String> with(Map<String, String> example, JsonNode service) throws IOException {
        var environment = new HashMap<>(ComposeFile.environment(service));
        environment.putAll(example);
        return environment;
    }

    private static void assertPollerAccepts(Map<String, String> variables) {
        var environment = new Environment(variables);
        KafkaSettings.from(environment);
        PollerSettings.from(environment);
        environment.port("POLLER_MANAGEMENT_PORT", 8082);
        assertAllAccepted(environment, variables);
    }

    private static void assertStreamsAccepts(Map<String, String> variables) {
        var environment = new Environment(variables);
        KafkaSettings.from(environment);
        StreamsSettings.from(environment);
        assertAllAccepted(environment, variables);
    }

    private static void assertAllAccepted(Environment environment, Map<String, String> variables) {
        environment.text("LOG_LEVEL", "");
        environment.text("LOG_FORMAT", "");
        assertThat(environment.warnings()).isEmpty();
        assertThat(environment.effective().keySet())
                .containsAll(variables.entrySet().stream()
                        .filter(variable -> !variable.getValue().isEmpty())
                        .map(Map.Entry::getKey)
                        .toList());
        assertThatCode(environment::check).doesNotThrowAnyException();
    }

    private JsonNode service(String name) {
        return compose.service(name);
    }
}
