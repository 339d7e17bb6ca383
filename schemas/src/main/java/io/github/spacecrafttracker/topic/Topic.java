package io.github.spacecrafttracker.topic;

import java.util.Map;
import org.apache.kafka.common.serialization.Serde;

/**
 * A topic as a value.
 *
 * @param name with its prefix
 * @param partitions how its number of partitions comes about
 * @param settings the topic settings that it must have, by Kafka's names
 */
public record Topic<K, V>(
        String name, Serde<K> key, Serde<V> value, Partitions partitions, Map<String, String> settings) {

    /** How many partitions a topic has. */
    public enum Partitions {
        /** Exactly one: its order is the order of everything in it. */
        ONE,
        /** The same number as every other topic that is keyed by spacecraft. */
        BY_SPACECRAFT,
        /** Any number. */
        ANY
    }
}
