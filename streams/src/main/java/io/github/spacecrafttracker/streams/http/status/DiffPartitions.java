package io.github.spacecrafttracker.streams.http.status;

import io.github.spacecrafttracker.topic.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Reads which instance diffs which partition from Kafka Streams' metadata, which every instance
 * has. Thread-safe.
 */
public final class DiffPartitions {
    private final KafkaStreams diff;
    private final String snapshots;

    /** @param diff the application that runs the diff's topology; it may not be running yet */
    public DiffPartitions(KafkaStreams diff, Topics topics) {
        this.diff = diff;
        this.snapshots = topics.snapshots().name();
    }

    /** Returns the partitions that have an instance, by number; empty before the diff runs. */
    List<DiffPartition> list() {
        if (!diff.state().isRunningOrRebalancing()) {
            return List.of();
        }
        var instances = new TreeMap<Integer, String>();
        for (var client : diff.metadataForAllStreamsClients()) {
            var name = client.hostInfo().host() + ":" + client.hostInfo().port();
            partitions(client.topicPartitions()).forEach(partition -> instances.put(partition, name));
        }
        var lags = lags();
        return instances.entrySet().stream()
                .map(instance -> new DiffPartition(instance.getKey(), instance.getValue(), lags.get(instance.getKey())))
                .toList();
    }

    /**
     * Returns the number of records, transaction markers included, that have been written but not
     * diffed, for each partition that this instance diffs; empty before the diff runs.
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

    private Set<Integer> partitions(Collection<TopicPartition> all) {
        return all.stream()
                .filter(partition -> partition.topic().equals(snapshots))
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }
}
