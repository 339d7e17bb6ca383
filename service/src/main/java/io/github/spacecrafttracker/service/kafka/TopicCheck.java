package io.github.spacecrafttracker.service.kafka;

import io.github.spacecrafttracker.topic.Topic;
import io.github.spacecrafttracker.topic.Topic.Partitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Compares existing topics with their required form. All methods are pure functions.
 *
 * @param servers the bootstrap servers, for the commands that the lines suggest
 */
record TopicCheck(String servers, List<Topic<?, ?>> topics) {

    /**
     * Returns a line for each mismatch, in the order of the topics.
     *
     * @param partitions the partition counts of the existing topics, by name
     * @param settings the settings of the existing topics, by name
     */
    List<String> contradictions(Map<String, Integer> partitions, Map<String, Config> settings) {
        var contradictions = new ArrayList<String>();
        for (var topic : topics) {
            partitionContradiction(topic, partitions).ifPresent(contradictions::add);
            Optional.ofNullable(settings.get(topic.name()))
                    .ifPresent(found -> settingContradictions(topic, found).forEach(contradictions::add));
        }
        unequalPartitions(partitions).ifPresent(contradictions::add);
        return contradictions;
    }

    /**
     * Returns the number of partitions for a topic to create.
     *
     * @param existing the partition counts of the existing topics, by name
     * @param configured used if no topic with the same partitioning exists
     */
    int partitionsFor(Topic<?, ?> missing, Map<String, Integer> existing, int configured) {
        return switch (missing.partitions()) {
            case ONE -> 1;
            case BY_SPACECRAFT ->
                bySpacecraft(existing).values().stream().findFirst().orElse(configured);
            case ANY -> configured;
        };
    }

    private Optional<String> partitionContradiction(Topic<?, ?> topic, Map<String, Integer> partitions) {
        var found = partitions.get(topic.name());
        return topic.partitions() == Partitions.ONE && found != null && found != 1
                ? Optional.of("topic " + topic.name() + " has " + found
                        + " partitions but must have exactly 1: delete it if its"
                        + " records are not needed, or use another TOPIC_PREFIX")
                : Optional.empty();
    }

    private Optional<String> unequalPartitions(Map<String, Integer> partitions) {
        var found = bySpacecraft(partitions);
        if (Set.copyOf(found.values()).size() < 2) {
            return Optional.empty();
        }
        var numbers = found.entrySet().stream()
                .map(topic -> topic.getKey() + " has " + topic.getValue())
                .collect(Collectors.joining(", "));
        return Optional.of("topics that must have the same number of partitions differ: " + numbers
                + ": delete the topics whose records are not needed, or use another TOPIC_PREFIX");
    }

    private Map<String, Integer> bySpacecraft(Map<String, Integer> partitions) {
        var found = new TreeMap<String, Integer>();
        for (var topic : topics) {
            var number = partitions.get(topic.name());
            if (topic.partitions() == Partitions.BY_SPACECRAFT && number != null) {
                found.put(topic.name(), number);
            }
        }
        return found;
    }

    private Stream<String> settingContradictions(Topic<?, ?> topic, Config found) {
        return new TreeMap<>(topic.settings()).entrySet().stream().flatMap(must -> {
            var entry = found.get(must.getKey());
            var has = entry == null || entry.value() == null ? "" : entry.value();
            return agrees(must.getKey(), has, must.getValue())
                    ? Stream.empty()
                    : Stream.of(contradiction(topic.name(), must.getKey(), has, must.getValue()));
        });
    }

    private String contradiction(String topic, String setting, String has, String must) {
        return "topic " + topic + " has " + setting + "=" + has + " but must have " + must
                + ": kafka-configs.sh --bootstrap-server " + servers + " --alter --entity-type topics --entity-name "
                + topic
                + " --add-config " + setting + "=" + must;
    }

    private static boolean agrees(String setting, String has, String must) {
        return switch (setting) {
            case TopicConfig.MAX_MESSAGE_BYTES_CONFIG -> !has.isEmpty() && Long.parseLong(has) >= Long.parseLong(must);
            case TopicConfig.CLEANUP_POLICY_CONFIG -> words(has).equals(words(must));
            default -> has.equals(must);
        };
    }

    private static Set<String> words(String list) {
        return Stream.of(list.split(",")).map(String::strip).collect(Collectors.toSet());
    }
}
