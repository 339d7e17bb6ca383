package io.github.spacecrafttracker.streams.status;

import io.github.spacecrafttracker.topic.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;

/** Reads who diffs what out of Kafka Streams' own metadata, which every instance has of all. From any thread; nobody else is asked. */
public final class DiffPartitions {
    private final KafkaStreams diff;
    private final String snapshots;

    /** @param diff runs the topology of the diff, sooner or later */
    public DiffPartitions(KafkaStreams diff, Topics topics) {
        this.diff = diff;
        this.snapshots = topics.snapshots().name();
    }

    /** By number; empty before it runs. */
    List<DiffPartition> list() {
        if (!diff.state().isRunningOrRebalancing()) {
            return List.of();
        }
        var instances = new TreeMap<Integer, String>();
        var standbys = new TreeMap<Integer, Set<String>>();
        for (var client : diff.metadataForAllStreamsClients()) {
            var name = client.hostInfo().host() + ":" + client.hostInfo().port();
            partitions(client.topicPartitions()).forEach(it -> instances.put(it, name));
            partitions(client.standbyTopicPartitions())
                    .forEach(it ->
                            standbys.computeIfAbsent(it, key -> new TreeSet<>()).add(name));
        }
        var lags = lags();
        var all = new TreeSet<>(instances.keySet());
        all.addAll(standbys.keySet());
        var list = new ArrayList<DiffPartition>();
        for (var partition : all) {
            list.add(new DiffPartition(
                    partition,
                    instances.get(partition),
                    List.copyOf(standbys.getOrDefault(partition, Set.of())),
                    lags.get(partition)));
        }
        return list;
    }

    /** How many records, markers of transactions included, have been written and not diffed, by partition that this instance diffs; empty before it runs. */
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
                .filter(it -> it.topic().equals(snapshots))
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }
}
