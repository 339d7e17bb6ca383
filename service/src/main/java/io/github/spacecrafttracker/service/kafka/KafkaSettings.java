package io.github.spacecrafttracker.service.kafka;

import io.github.spacecrafttracker.service.config.Environment;
import io.github.spacecrafttracker.topic.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The settings of Kafka clients and of topics that are created.
 *
 * @param topicPrefix the prefix of topics, groups, application ids and transactional ids
 * @param partitions the number of partitions of a topic that is created
 * @param replication the replication factor of a topic that is created
 * @param client the settings of Kafka clients by their Kafka names, in addition to those that the
 *     project sets; they may contain secrets
 */
public record KafkaSettings(
        String bootstrapServers, String topicPrefix, int partitions, int replication, Map<String, String> client) {
    static final String BOOTSTRAP_SERVERS = "KAFKA_BOOTSTRAP_SERVERS";
    static final String PARTITIONS = "TOPIC_PARTITIONS";
    static final String REPLICATION = "TOPIC_REPLICATION";

    private static final Pattern SERVER =
            Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+]):(?<port>[0-9]{1,5})");
    // A topic's name may have 249 characters. The names of internal topics contain those of the
    // application and of its store.
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    public KafkaSettings {
        client = Map.copyOf(client);
    }

    /** Reads the settings; an invalid one is reported to the environment. */
    public static KafkaSettings from(Environment environment) {
        return new KafkaSettings(
                environment.matching(
                        BOOTSTRAP_SERVERS,
                        "localhost:9092",
                        KafkaSettings::areServers,
                        "one or more HOST:PORT, separated by commas"),
                environment.matching(
                        "TOPIC_PREFIX",
                        "spacecraft",
                        value -> PREFIX.matcher(value).matches(),
                        "at most 100 letters (A-Z), digits, '.', '_' and '-', beginning with a letter or digit"),
                environment.integer(PARTITIONS, 3, 1, 1000),
                environment.integer(REPLICATION, 1, 1, 100),
                ClientSettings.from(environment));
    }

    /** Returns the settings of an {@link org.apache.kafka.clients.admin.Admin}. */
    public Map<String, Object> admin() {
        return with(AdminClientConfig.configNames(), Map.of());
    }

    /**
     * Returns the settings of a producer that neither loses nor duplicates a record. The caller
     * adds serializers and a transactional id.
     */
    public Map<String, Object> producer() {
        return with(
                ProducerConfig.configNames(),
                Map.of(
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "zstd",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Topics.LARGEST_RECORD));
    }

    /**
     * Returns the settings of a consumer that reads committed records only and does not create
     * topics. The caller adds group, offset reset and deserializers.
     */
    public Map<String, Object> consumer() {
        return with(
                ConsumerConfig.configNames(),
                Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false));
    }

    /** Returns whether clients start each connection with a TLS handshake. */
    boolean usesTls() {
        return client.getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "")
                .toUpperCase(Locale.ROOT)
                .endsWith("SSL");
    }

    /**
     * Returns the settings of Kafka Streams, which passes each setting to every client that has it.
     */
    public Map<String, Object> streams() {
        return with(client.keySet(), Map.of());
    }

    /** Omits the values of secrets. */
    @Override
    public String toString() {
        var shown = new TreeMap<String, String>();
        client.forEach((name, value) -> shown.put(name, ClientSettings.shown(name, value)));
        return "KafkaSettings[" + bootstrapServers + ", " + topicPrefix + ", partitions=" + partitions
                + ", replication=" + replication + ", client=" + shown + "]";
    }

    private Map<String, Object> with(Collection<String> known, Map<String, Object> own) {
        var all = new HashMap<String, Object>(client);
        all.keySet().retainAll(known);
        all.putAll(own);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return Map.copyOf(all);
    }

    private static boolean areServers(String value) {
        return Stream.of(value.split(",", -1)).map(String::strip).allMatch(KafkaSettings::isServer);
    }

    private static boolean isServer(String value) {
        var matcher = SERVER.matcher(value);
        if (!matcher.matches()) {
            return false;
        }
        int port = Integer.parseInt(matcher.group("port"));
        return 0 < port && port <= 65_535;
    }
}
