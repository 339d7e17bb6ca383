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

/**
 * The settings of Kafka clients that an operator may set: {@code KAFKA_SECURITY_PROTOCOL} sets
 * {@code security.protocol}.
 */
final class ClientSettings {
    private static final String PREFIX = "KAFKA_";

    // Names that Kafka's scripts use, and names that Kubernetes sets for a service named kafka.
    private static final Pattern IGNORED =
            Pattern.compile("KAFKA_(?:BOOTSTRAP_SERVERS|HOME|OPTS|HEAP_OPTS|JMX_.+|LOG4J_.+|GC_LOG_OPTS"
                    + "|JVM_PERFORMANCE_OPTS|DEBUG.*|CLASSPATH|PORT|PORT_.+|SERVICE_.+)");

    // The guarantees depend on these settings.
    private static final Set<String> FIXED = Set.of(
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

    /**
     * Returns the settings by their Kafka names. An invalid one is left out and reported to the
     * environment.
     */
    static Map<String, String> from(Environment environment) {
        var settings = new TreeMap<String, String>();
        environment.startingWith(PREFIX).forEach((variable, value) -> {
            if (IGNORED.matcher(variable).matches()) {
                return;
            }
            var name =
                    variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
            var error = error(variable, name, value);
            error.ifPresent(environment::addError);
            if (error.isEmpty()) {
                settings.put(name, value);
                environment.setEffective(variable, shown(name, value));
            }
        });
        return settings;
    }

    /** Returns the value if it is safe to log, or a placeholder. */
    static String shown(String name, String value) {
        return isSecret(name) ? "(set)" : Environment.redacted(value);
    }

    static boolean isSecret(String name) {
        return SECRET.matcher(name).matches() || keys(name).anyMatch(key -> key.type == ConfigDef.Type.PASSWORD);
    }

    private static Optional<String> error(String variable, String name, String value) {
        if (FIXED.contains(name)) {
            return Optional.of(variable + " is set, but " + name + " cannot be changed here: remove it");
        }
        if (keys(name).findAny().isEmpty()) {
            return Optional.of(variable + " is set, but no Kafka client has a setting " + name
                    + ": correct the name or remove it");
        }
        return keys(name)
                .flatMap(key -> invalidity(key, value).stream())
                .findFirst()
                .or(() -> name.equals(SaslConfigs.SASL_JAAS_CONFIG) ? jaasInvalidity(value) : Optional.empty())
                .map(reason -> variable + " is not a valid value for " + name + reason);
    }

    private static Stream<ConfigDef.ConfigKey> keys(String name) {
        return CLIENTS.stream()
                .flatMap(client -> Stream.ofNullable(client.configKeys().get(name)));
    }

    // Otherwise the client's constructor would reject the value and quote the text after a
    // quotation mark within a password.
    private static Optional<String> jaasInvalidity(String value) {
        try {
            JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(value)));
            return Optional.empty();
        } catch (IllegalArgumentException | KafkaException e) {
            return Optional.of(
                    ": write it as MODULE required username=\"...\" password=\"...\"; with a backslash before"
                            + " each quotation mark and backslash within a value");
        }
    }

    private static Optional<String> invalidity(ConfigDef.ConfigKey key, String value) {
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
