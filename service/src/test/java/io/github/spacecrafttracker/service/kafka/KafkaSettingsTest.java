package io.github.spacecrafttracker.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spacecrafttracker.service.config.Environment;
import io.github.spacecrafttracker.service.config.InvalidSettingsException;
import io.github.spacecrafttracker.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {
    private static final String JAAS =
            "org.apache.kafka.common.security.plain.PlainLoginModule required password=\"s3cret\";";

    @Test
    void the_default_broker_is_on_this_machine() throws InvalidSettingsException {
        assertThat(read(Map.of())).isEqualTo(new KafkaSettings("localhost:9092", "spacecraft", 3, 1, Map.of()));
    }

    @Test
    void every_setting_is_read() throws InvalidSettingsException {
        assertThat(read(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", "a:1, [::1]:9093,b.example.org:65535",
                        "TOPIC_PREFIX", "My-craft_2.b",
                        "TOPIC_PARTITIONS", "1000",
                        "TOPIC_REPLICATION", "3",
                        "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                        "KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM", "https")))
                .isEqualTo(new KafkaSettings(
                        "a:1, [::1]:9093,b.example.org:65535",
                        "My-craft_2.b",
                        1000,
                        3,
                        Map.of("security.protocol", "SASL_SSL", "ssl.endpoint.identification.algorithm", "https")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KAFKA_BOOTSTRAP_SERVERS | localhost",
                "KAFKA_BOOTSTRAP_SERVERS | localhost:0",
                "KAFKA_BOOTSTRAP_SERVERS | localhost:65536",
                "KAFKA_BOOTSTRAP_SERVERS | a:1,,b:2",
                "KAFKA_BOOTSTRAP_SERVERS | kafka://a:1",
                "TOPIC_PREFIX | with space",
                "TOPIC_PREFIX | .",
                "TOPIC_PREFIX | ümlaut",
                "TOPIC_PARTITIONS | 0",
                "TOPIC_PARTITIONS | 1001",
                "TOPIC_REPLICATION | 0",
                "KAFKA_SECURITY_PROTOCOL | TLS",
                "KAFKA_REQUEST_TIMEOUT_MS | soon",
                "KAFKA_FETCH_MIN_BYTES | -1",
                "KAFKA_SECURITY_PROTOKOL | SSL",
                "KAFKA_NUM_STREAM_THREADS | 2",
            })
    void an_invalid_value_or_name_is_reported_in_one_line_that_begins_with_the_name(String name, String value) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOfSatisfying(InvalidSettingsException.class, invalid -> assertThat(invalid.errors())
                        .singleElement()
                        .asString()
                        .startsWith(name + " is "));
    }

    @Test
    void the_longest_prefix_leaves_room_for_the_longest_topic() throws InvalidSettingsException {
        assertThat(read(Map.of("TOPIC_PREFIX", "x".repeat(100))).topicPrefix()).hasSize(100);
        assertThatThrownBy(() -> read(Map.of("TOPIC_PREFIX", "x".repeat(101))))
                .isInstanceOf(InvalidSettingsException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KAFKA_TRANSACTIONAL_ID",
                "KAFKA_ENABLE_IDEMPOTENCE",
                "KAFKA_ACKS",
                "KAFKA_ISOLATION_LEVEL",
                "KAFKA_GROUP_ID",
                "KAFKA_CLIENT_ID",
                "KAFKA_AUTO_OFFSET_RESET",
                "KAFKA_ENABLE_AUTO_COMMIT",
                "KAFKA_KEY_SERIALIZER",
                "KAFKA_VALUE_SERIALIZER",
                "KAFKA_KEY_DESERIALIZER",
                "KAFKA_VALUE_DESERIALIZER",
                "KAFKA_MAX_REQUEST_SIZE",
                "KAFKA_COMPRESSION_TYPE",
                "KAFKA_MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION",
                "KAFKA_PARTITIONER_CLASS",
                "KAFKA_GROUP_PROTOCOL",
                "KAFKA_GROUP_INSTANCE_ID",
                "KAFKA_PARTITION_ASSIGNMENT_STRATEGY",
                "KAFKA_SESSION_TIMEOUT_MS",
                "KAFKA_HEARTBEAT_INTERVAL_MS",
                "KAFKA_PROCESSING_GUARANTEE"
            })
    void a_setting_that_a_guarantee_depends_on_cannot_be_changed(String name) {
        assertThatThrownBy(() -> read(Map.of(name, "all")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("cannot be changed here: remove it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KAFKA_HOME",
                "KAFKA_OPTS",
                "KAFKA_HEAP_OPTS",
                "KAFKA_JMX_OPTS",
                "KAFKA_LOG4J_OPTS",
                "KAFKA_LOG4J_CMD_OPTS",
                "KAFKA_GC_LOG_OPTS",
                "KAFKA_JVM_PERFORMANCE_OPTS",
                "KAFKA_DEBUG",
                "KAFKA_SERVICE_HOST",
                "KAFKA_PORT",
                "KAFKA_PORT_9092_TCP_ADDR"
            })
    void variables_of_scripts_and_kubernetes_are_ignored(String name) throws InvalidSettingsException {
        assertThat(read(Map.of(name, "tcp://10.0.0.1:9092")).client()).isEmpty();
    }

    @Test
    void each_client_gets_only_the_settings_that_it_has() throws InvalidSettingsException {
        var settings =
                read(Map.of("KAFKA_LINGER_MS", "7", "KAFKA_FETCH_MIN_BYTES", "9", "KAFKA_SECURITY_PROTOCOL", "SSL"));

        assertThat(settings.producer())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "localhost:9092",
                        "linger.ms", "7",
                        "security.protocol", "SSL",
                        "acks", "all",
                        "enable.idempotence", true,
                        "compression.type", "zstd",
                        "max.request.size", Topics.LARGEST_RECORD));
        assertThat(settings.consumer())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "localhost:9092",
                        "fetch.min.bytes", "9",
                        "security.protocol", "SSL",
                        "isolation.level", "read_committed",
                        "enable.auto.commit", false,
                        "allow.auto.create.topics", false));
        assertThat(settings.admin())
                .isEqualTo(Map.of("bootstrap.servers", "localhost:9092", "security.protocol", "SSL"));
        assertThat(settings.streams())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "localhost:9092",
                        "linger.ms", "7",
                        "fetch.min.bytes", "9",
                        "security.protocol", "SSL"));
    }

    @Test
    void every_client_setting_has_a_unique_name_in_the_environment() {
        assertThat(allNames()).allMatch(name -> name.matches("[a-z0-9.]+"));
    }

    @Test
    void every_setting_whose_name_suggests_a_secret_is_hidden() {
        assertThat(allNames())
                .filteredOn(name -> name.matches(
                        ".*(password|secret|jaas|credentials\\.client\\.secret|keystore\\.key|passphrase).*"))
                .filteredOn(name -> !name.endsWith(".file") && !name.endsWith(".class"))
                .hasSizeGreaterThan(5)
                .allMatch(ClientSettings::isSecret);
    }

    @Test
    void secrets_are_neither_logged_nor_quoted() throws InvalidSettingsException {
        var environment = new Environment(Map.of(
                "KAFKA_SASL_JAAS_CONFIG", JAAS, "KAFKA_SSL_KEY_PASSWORD", "s3cret", "KAFKA_SASL_MECHANISM", "PLAIN"));

        var settings = KafkaSettings.from(environment);

        environment.check();
        assertThat(settings.toString()).contains("sasl.mechanism=PLAIN").doesNotContain("s3cret");
        assertThat(environment.effective())
                .containsEntry("KAFKA_SASL_JAAS_CONFIG", "(set)")
                .containsEntry("KAFKA_SASL_MECHANISM", "PLAIN");
        assertThat(environment.effective().toString()).doesNotContain("s3cret");
        assertThat(settings.admin()).containsEntry("sasl.jaas.config", JAAS);
    }

    /** Kafka would quote the text after a quotation mark within a password. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.example.Module required password=\"half\"s3cret\";",
                "org.example.Module required password=\"s3cret\"",
                "org.example.Module s3cret=required;",
                "org.example.Module required s3cret;",
                "org.example.Module required; org.example.Other required password=\"s3cret\";",
                "com.sun.security.auth.module.JndiLoginModule required password=\"s3cret\";",
                "s3cret"
            })
    void an_invalid_jaas_entry_is_reported_without_quoting_it(String entry) {
        assertThatThrownBy(() -> read(Map.of("KAFKA_SASL_JAAS_CONFIG", entry)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("KAFKA_SASL_JAAS_CONFIG is not a valid value for sasl.jaas.config: ")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_password_may_contain_a_quotation_mark_after_a_backslash() throws InvalidSettingsException {
        var entry = "org.example.Module required password=\"half\\\"s3cret\";";

        assertThat(read(Map.of("KAFKA_SASL_JAAS_CONFIG", entry)).admin()).containsEntry("sasl.jaas.config", entry);
    }

    @ParameterizedTest
    @CsvSource({
        "KAFKA_BOOTSTRAP_SERVERS, user:s3cret@kafka.example:9092",
        "KAFKA_BOOTSTRAP_SERVERS, sasl://user:s3cret@kafka.example:9092",
        "KAFKA_BOOTSTRAP_SERVERS, 'kafka.example:9092?password=s3cret'",
        "TOPIC_PREFIX,            user:s3cret@kafka.example",
    })
    void a_misplaced_password_is_reported_without_quoting_it(String name, String value) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(name + " is (not shown")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_url_in_a_kafka_setting_that_may_contain_a_password_is_not_logged() throws InvalidSettingsException {
        var name = "KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL";
        for (var url : List.of("https://poller:s3cret@login.example/token", "https://login.example/token?key=s3cret")) {
            var environment = new Environment(Map.of(name, url));
            var settings = KafkaSettings.from(environment);

            environment.check();
            assertThat(environment.effective().get(name)).startsWith("(not shown");
            assertThat(settings.toString()).doesNotContain("s3cret");
        }
    }

    @Test
    void all_errors_are_reported_together() {
        var variables = new TreeMap<String, String>();
        variables.put("KAFKA_ACKS", "1");
        variables.put("KAFKA_NONSENSE", "x");
        variables.put("KAFKA_BOOTSTRAP_SERVERS", "nowhere");
        variables.put("TOPIC_PREFIX", "?");
        variables.put("TOPIC_PARTITIONS", "many");

        assertThatThrownBy(() -> read(variables))
                .isInstanceOfSatisfying(InvalidSettingsException.class, invalid -> assertThat(invalid.errors())
                        .hasSize(5));
    }

    private static KafkaSettings read(Map<String, String> variables) throws InvalidSettingsException {
        var environment = new Environment(variables);
        var settings = KafkaSettings.from(environment);
        environment.check();
        return settings;
    }

    private static Set<String> allNames() {
        var names = new TreeSet<>(ProducerConfig.configNames());
        names.addAll(ConsumerConfig.configNames());
        names.addAll(AdminClientConfig.configNames());
        return names;
    }
}
