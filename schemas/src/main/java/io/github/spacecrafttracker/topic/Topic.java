package io.github.spacecrafttracker.topic;

import java.util.Map;
import org.apache.kafka.common.serialization.Serde;

/**
 * A topic that spacecraft-tracker writes or reads.
 *
 * @param name the name with its prefix
 * @param settings the settings that the topic must have, by their Kafka names
 */
public record Topic<K, V>(
        String name, Serde<K> key, Serde<V> value, Partitions partitions, Map<String, String> settings) {

    /** The rule for a topic's number of partitions. */
    public enum Partitions {
        /** Exactly one, so that all its records are ordered. */
        ONE,
        /** The same number as every other topic that is keyed by spacecraft. */
        BY_SPACECRAFT,
        /** Any number. */
        ANY
    }
}
