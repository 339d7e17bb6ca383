package io.github.spacecrafttracker.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.topic.Topic;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import tools.jackson.databind.JsonNode;

/**
 * A reference for the diff that parses the stored and the new snapshot and compares the two trees.
 * It stores every snapshot that differs. Instead of writing events, it records their ids.
 */
final class TreesTopology implements Supplier<Topology> {
    private static final List<String> DETAILS =
            List.of("/name", "/serial_number", "/is_placeholder", "/description", "/spacecraft_config/id");

    private static final String STORE = "trees";

    private final Topic<byte[], byte[]> snapshots;
    private final Set<String> events = ConcurrentHashMap.newKeySet();

    TreesTopology(Topic<byte[], byte[]> snapshots) {
        this.snapshots = snapshots;
    }

    /** The ids of the events, in the form of {@code ce_id}. */
    Set<String> events() {
        return events;
    }

    @Override
    public Topology get() {
        return new Topology()
                .addSource(
                        "read",
                        snapshots.key().deserializer(),
                        snapshots.value().deserializer(),
                        snapshots.name())
                .addProcessor("compare", Compare::new, "read")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray()),
                        "compare");
    }

    private final class Compare extends ContextualProcessor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            KeyValueStore<Bytes, byte[]> store = context().getStateStore(STORE);
            var key = Bytes.wrap(record.key());
            var stored = store.get(key);
            if (stored == null) {
                store.put(key, record.value());
                add(Kind.CATALOGUE, record);
                return;
            }
            var before = Json.MAPPER.readTree(stored);
            var after = Json.MAPPER.readTree(record.value());
            if (before.equals(after)) {
                return;
            }
            store.put(key, record.value());
            if (differ(before, after, "/in_space")) {
                add(Kind.IN_SPACE, record);
            }
            if (differ(before, after, "/status/id")) {
                add(Kind.STATUS, record);
            }
            if (differ(before, after, "/flights_count") || differ(before, after, "/mission_ends_count")) {
                add(Kind.COUNTS, record);
            }
            if (DETAILS.stream().anyMatch(path -> differ(before, after, path))) {
                add(Kind.DETAILS, record);
            }
        }

        private void add(Kind kind, Record<byte[], byte[]> record) {
            var observation = record.headers().lastHeader(SnapshotHeaders.OBSERVATION);
            events.add(new String(record.key(), UTF_8) + ":" + kind.idPart() + ":"
                    + new String(observation.value(), UTF_8));
        }
    }

    private static boolean differ(JsonNode before, JsonNode after, String path) {
        return !before.at(path).equals(after.at(path));
    }
}
