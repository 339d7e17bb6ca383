package io.github.spacecrafttracker.embedded.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The settings of a broker with one node, a small heap and a fast start. All other settings have
 * their defaults.
 */
record BrokerSettings(Path directory, int port, int controllerPort, BrokerSecurity security) {
    static final int NODE_ID = 1;
    static final String BROKER = "BROKER";
    static final String CONTROLLER = "CONTROLLER";

    Map<String, String> toMap() {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(oneNode());
        settings.putAll(smallInternalTopics());
        settings.putAll(smallHeap());
        settings.putAll(shortDelays());
        settings.putAll(constantLeadership());
        settings.putAll(security.settings());
        return Map.copyOf(settings);
    }

    private Map<String, String> oneNode() {
        String listeners = BROKER + "://127.0.0.1:" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort;
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "log.dirs",
                directory.toString(),
                "listeners",
                listeners,
                "advertised.listeners",
                listeners,
                "inter.broker.listener.name",
                BROKER,
                "controller.listener.names",
                CONTROLLER,
                "controller.quorum.voters",
                NODE_ID + "@127.0.0.1:" + controllerPort,
                "auto.create.topics.enable",
                "false");
    }

    private static Map<String, String> smallInternalTopics() {
        return Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "2",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "2",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "1");
    }

    /**
     * The tracker runs in 512 MiB, including Maven, and Kafka's log cleaner alone would use 128
     * MiB.
     */
    private static Map<String, String> smallHeap() {
        return Map.of(
                "log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20),
                "log.cleaner.io.buffer.size", Integer.toString(256 << 10),
                "offsets.load.buffer.size", Integer.toString(512 << 10),
                "transaction.state.log.load.buffer.size", Integer.toString(512 << 10),
                "num.network.threads", "1",
                "num.io.threads", "2",
                "background.threads", "2",
                "group.coordinator.threads", "1",
                "share.coordinator.threads", "1");
    }

    private static Map<String, String> shortDelays() {
        return Map.of(
                "group.initial.rebalance.delay.ms", "0",
                // Without this timeout, Kafka would wait indefinitely, because a fatal fault does
                // not end this process.
                "server.max.startup.time.ms", "60000",
                "broker.heartbeat.interval.ms", "250",
                // Limits how long readers wait for an open transaction after a kill.
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000",
                // Committed offsets do not expire while a machine is off for months.
                "offsets.retention.minutes", Integer.toString(365 * 24 * 60));
    }

    /**
     * Keeps a leader for each partition as long as its broker runs. If a partition has no leader at
     * the moment in which a transaction ends, Kafka 4.3 considers the partition deleted: the
     * transaction remains open and blocks readers indefinitely (KAFKA-20734). The controller
     * therefore neither considers a slow or suspended broker dead, nor moves leadership away from
     * one that stops.
     */
    private static Map<String, String> constantLeadership() {
        return Map.of(
                "broker.session.timeout.ms",
                Integer.toString(24 * 60 * 60 * 1000),
                "controlled.shutdown.enable",
                "false");
    }
}
