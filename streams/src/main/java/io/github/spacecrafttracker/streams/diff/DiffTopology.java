package io.github.spacecrafttracker.streams.diff;

import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.topic.Topic;
import io.github.spacecrafttracker.topic.Topics;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Snapshots in, change events and dead letters out.
 *
 * <p>One processor with stores of its own and not a table: a table hides the value before, swallows nulls in an aggregate, and takes records that are out
 * of order.
 */
public final class DiffTopology implements Supplier<Topology> {
    static final String HELD = "held";
    static final String SEEN = "seen";
    static final String WRITE_DEAD_LETTERS = "write-dead-letters";
    private static final String READ_SNAPSHOTS = "read-snapshots";
    private static final String DIFF = "diff";

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
                .addStateStore(held(), DIFF)
                .addStateStore(seen(), DIFF);
        for (var kind : Kind.values()) {
            addSink(topology, writer(kind), topics.changes(kind));
        }
        addSink(topology, WRITE_DEAD_LETTERS, topics.deadLetters());
        return topology;
    }

    /** The name of the sink for one kind of change. */
    static String writer(Kind kind) {
        return "write-" + kind.topicSuffix() + "-changes";
    }

    // Without a cache: each value that is held goes into the changelog. (A cache would lose no event here, as it does
    // in a
    // table: the processor reads through it, and events are forwarded past it.)
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> held() {
        return store(HELD).withCachingDisabled();
    }

    // With one: it is put for every snapshot, and only the last of each spacecraft matters.
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> seen() {
        return store(SEEN).withCachingEnabled();
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(CHANGELOG);
    }

    private static <K, V> void addSink(Topology topology, String name, Topic<K, V> topic) {
        topology.addSink(
                name, topic.name(), topic.key().serializer(), topic.value().serializer(), DIFF);
    }
}
