package io.github.spacecrafttracker.streams.http.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.spacecrafttracker.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/**
 * The assignment of the partitions of the snapshots to the instances that diff them. Every instance
 * reads the whole assignment from the metadata of Kafka Streams. Thread-safe.
 */
public final class DiffAssignment {
    private final KafkaStreams diff;
    private final String snapshots;

    /** @param diff the application that runs the diff; it may not be running yet */
    public DiffAssignment(KafkaStreams diff, Topics topics) {
        this.diff = diff;
        this.snapshots = topics.snapshots().name();
    }

    /**
     * An assigned partition.
     *
     * @param instance the {@code INSTANCE_ADDRESS} of the instance that diffs the partition
     * @param lag see {@link #lags}; null if another instance diffs the partition
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Partition(
            int partition, String instance, @Nullable Long lag) {}

    /**
     * Returns the assigned partitions, sorted by number. The list is empty before the diff runs.
     */
    List<Partition> partitions() {
        if (!diff.state().isRunningOrRebalancing()) {
            return List.of();
        }
        var instances = new TreeMap<Integer, String>();
        for (var client : diff.metadataForAllStreamsClients()) {
            var address = client.hostInfo().host() + ":" + client.hostInfo().port();
            client.topicPartitions().stream()
                    .filter(partition -> partition.topic().equals(snapshots))
                    .forEach(partition -> instances.put(partition.partition(), address));
        }
        var lags = lags();
        return instances.entrySet().stream()
                .map(instance -> new Partition(instance.getKey(), instance.getValue(), lags.get(instance.getKey())))
                .toList();
    }

    /**
     * Returns the lag of each partition that this instance diffs: the number of records, including
     * transaction markers, that have been written but not diffed. The map is empty before the diff
     * runs.
     */
    public Map<Integer, Long> lags() {
        if (!diff.state().isRunningOrRebalancing()) {
            return Map.of();
        }
        var lags = new HashMap<Integer, Long>();
        for (var thread : diff.metadataForLocalThreads()) {
            for (var task : thread.activeTasks()) {
                task.endOffsets().forEach((partition, end) -> {
                    if (partition.topic().equals(snapshots)) {
                        var committed = task.committedOffsets().getOrDefault(partition, 0L);
                        lags.put(partition.partition(), Math.max(0, end - Math.max(0, committed)));
                    }
                });
            }
        }
        return lags;
    }
}
