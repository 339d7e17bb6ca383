package io.github.spacecrafttracker.streams.diff;

import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.topic.JsonSerde;
import io.github.spacecrafttracker.topic.Topic;
import io.github.spacecrafttracker.topic.Topics;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Reads snapshots, and writes change events and dead letters.
 *
 * <p>Uses a processor with its own store instead of a {@code KTable}, because a table hides the
 * previous value, swallows nulls in an aggregate and accepts records out of order.
 */
public final class DiffTopology implements Supplier<Topology> {
    static final String TRACKED_STATE = "tracked-state";
    static final String WRITE_DEAD_LETTERS = "write-dead-letters";
    private static final String READ_SNAPSHOTS = "read-snapshots";
    private static final String DIFF = "diff";

    // The name of a spacecraft may be as long as its snapshot.
    private static final Map<String, String> CHANGELOG =
            Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topics.LARGEST_RECORD));

    private final Topics topics;
    private final DiffMeters meters;

    public DiffTopology(Topics topics, DiffMeters meters) {
        this.topics = topics;
        this.meters = meters;
    }

    @Override
    public Topology get() {
        var snapshots = topics.snapshots();
        var topology = new Topology()
                .addSource(
                        READ_SNAPSHOTS,
                        snapshots.key().deserializer(),
                        snapshots.value().deserializer(),
                        snapshots.name())
                .addProcessor(DIFF, () -> new DiffProcessor(meters), READ_SNAPSHOTS)
                .addStateStore(trackedState(), DIFF);
        for (var kind : Kind.values()) {
            addSink(topology, writer(kind), topics.changes(kind));
        }
        addSink(topology, WRITE_DEAD_LETTERS, topics.deadLetters());
        return topology;
    }

    /** Returns the name of the sink for one kind of change. */
    static String writer(Kind kind) {
        return "write-" + kind.topicSuffix() + "-changes";
    }

    // In memory with a changelog: an instance restores a few hundred small rows at its start.
    private static StoreBuilder<KeyValueStore<String, TrackedRow>> trackedState() {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(TRACKED_STATE), Serdes.String(), new JsonSerde<>(TrackedRow.class))
                .withCachingDisabled()
                .withLoggingEnabled(CHANGELOG);
    }

    private static <K, V> void addSink(Topology topology, String name, Topic<K, V> topic) {
        topology.addSink(
                name, topic.name(), topic.key().serializer(), topic.value().serializer(), DIFF);
    }
}
