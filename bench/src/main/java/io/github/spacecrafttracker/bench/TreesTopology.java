package io.github.spacecrafttracker.bench;

import io.github.spacecrafttracker.topic.Json;
import io.github.spacecrafttracker.topic.Topics;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A baseline of the diff: what is held and what comes are both parsed, and compared as trees. What is not the same is held, and told by nobody. */
final class TreesTopology implements Supplier<Topology> {
    private static final String HELD = "trees";

    private final Topics topics;

    TreesTopology(Topics topics) {
        this.topics = topics;
    }

    @Override
    public Topology get() {
        var snapshots = topics.snapshots();
        return new Topology()
                .addSource(
                        "read",
                        snapshots.key().deserializer(),
                        snapshots.value().deserializer(),
                        snapshots.name())
                .addProcessor("compare", Compare::new, "read")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(HELD), Serdes.Bytes(), Serdes.ByteArray()),
                        "compare");
    }

    private static final class Compare extends ContextualProcessor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            KeyValueStore<Bytes, byte[]> held = context().getStateStore(HELD);
            var key = Bytes.wrap(record.key());
            var before = held.get(key);
            if (before == null || !Json.MAPPER.readTree(before).equals(Json.MAPPER.readTree(record.value()))) {
                held.put(key, record.value());
            }
        }
    }
}
