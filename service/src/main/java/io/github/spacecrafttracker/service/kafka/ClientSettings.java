package io.github.spacecrafttracker.service.kafka;

import io.github.spacecrafttracker.service.config.Environment;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/** From {@code KAFKA_SECURITY_PROTOCOL} to {@code security.protocol}: what an operator may tell Kafka's clients. */
final class ClientSettings {
    private static final String PREFIX = "KAFKA_";

    /** Names that Kafka's own scripts use, and those that Kubernetes sets for a service that is called kafka. */
    private static final Pattern PASSED_OVER =
            Pattern.compile("KAFKA_(?:BOOTSTRAP_SERVERS|HOME|OPTS|HEAP_OPTS|JMX_.+|LOG4J_.+|GC_LOG_OPTS"
                    + "|JVM_PERFORMANCE_OPTS|DEBUG.*|CLASSPATH|PORT|PORT_.+|SERVICE_.+)");

    /** What the project's promises rest on. */
    private static final Set<String> OWNED = Set.of(
            "acks",
            "allow.auto.create.topics",
            "application.id",
            "auto.offset.reset",
            "bootstrap.controllers",
            "client.id",
            "compression.type",
            "enable.auto.commit",
            "enable.idempotence",
            "group.id",
            "group.instance.id",
            "group.protocol",
            "heartbeat.interval.ms",
            "isolation.level",
            "key.deserializer",
            "key.serializer",
            "max.in.flight.requests.per.connection",
            "max.request.size",
            "partition.assignment.strategy",
            "partitioner.class",
            "partitioner.ignore.keys",
            "processing.guarantee",
            "retries",
            "session.timeout.ms",
            "transaction.two.phase.commit.enable",
            "transactional.id",
            "value.deserializer",
            "value.serializer");

    private static final List<ConfigDef> CLIENTS =
            List.of(ProducerConfig.configDef(), ConsumerConfig.configDef(), AdminClientConfig.configDef());

    private static final Pattern SECRET = Pattern.compile(".*(?:password|passphrase|secret|jaas|private\\.key).*");

    private ClientSettings() {}

    /** By Kafka's names. What is faulty is noted in the environment and left out. */
    static Map<String, String> from(Environment environment) {
        var settings = new TreeMap<String, String>();
        environment.startingWith(PREFIX).forEach((variable, value) -> {
            if (PASSED_OVER.matcher(variable).matches()) {
                return;
            }
            var name =
                    variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
            var fault = fault(variable, name, value);
            fault.ifPresent(environment::fault);
            if (fault.isEmpty()) {
                settings.put(name, value);
                environment.told(variable, shown(name, value));
            }
        });
        return settings;
    }

    /** The value as it may be logged. */
    static String shown(String name, String value) {
        return isSecret(name) ? "(set)" : Environment.withoutPassword(value);
    }

    static boolean isSecret(String name) {
        return SECRET.matcher(name).matches() || keys(name).anyMatch(key -> key.type == ConfigDef.Type.PASSWORD);
    }

    private static Optional<String> fault(String variable, String name, String value) {
        if (OWNED.contains(name)) {
            return Optional.of(variable + " is set, but " + name + " is not open to choice here: remove it");
        }
        if (keys(name).findAny().isEmpty()) {
            return Optional.of(variable + " is set, but no Kafka client knows a setting " + name
                    + ": correct the name or remove it");
        }
        return keys(name)
                .flatMap(key -> refusal(key, value).stream())
                .findFirst()
                .or(() -> name.equals(SaslConfigs.SASL_JAAS_CONFIG) ? jaasRefusal(value) : Optional.empty())
                .map(refusal -> variable + " is no value for " + name + refusal);
    }

    private static Stream<ConfigDef.ConfigKey> keys(String name) {
        return CLIENTS.stream()
                .flatMap(client -> Stream.ofNullable(client.configKeys().get(name)));
    }

    // Else a client would refuse it when it is made, and quote what stands behind a quotation mark within a password.
    private static Optional<String> jaasRefusal(String value) {
        try {
            JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(value)));
            return Optional.empty();
        } catch (IllegalArgumentException | KafkaException e) {
            return Optional.of(
                    ": write it as MODULE required username=\"...\" password=\"...\"; with a backslash before"
                            + " each quotation mark and backslash within a value");
        }
    }

    private static Optional<String> refusal(ConfigDef.ConfigKey key, String value) {
        try {
            var parsed = ConfigDef.parseType(key.name, value, key.type);
            if (key.validator != null) {
                key.validator.ensureValid(key.name, parsed);
            }
            return Optional.empty();
        } catch (ConfigException e) {
            // The message quotes the value.
            return Optional.of(isSecret(key.name) ? ": correct it" : ": " + e.getMessage());
        }
    }
}
