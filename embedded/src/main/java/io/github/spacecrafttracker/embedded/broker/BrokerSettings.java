package io.github.spacecrafttracker.embedded.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A stock broker's settings but for its size: one node, a small heap, a fast start. */
record BrokerSettings(Path folder, int port, int controllerPort, BrokerSecurity access) {
    static final int NODE_ID = 1;
    static final String BROKER = "BROKER";
    static final String CONTROLLER = "CONTROLLER";

    Map<String, String> toMap() {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(oneNode());
        settings.putAll(smallInternalTopics());
        settings.putAll(smallHeap());
        settings.putAll(promptness());
        settings.putAll(leaderAtAllTimes());
        settings.putAll(access.settings());
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
                folder.toString(),
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

    /** The product, its build tool included, lives in 512 MiB; Kafka would take 128 MiB for the cleaner alone. */
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

    private static Map<String, String> promptness() {
        return Map.of(
                "group.initial.rebalance.delay.ms", "0",
                // Kafka would wait for ever, and no fault ends the process here.
                "server.max.startup.time.ms", "60000",
                "broker.heartbeat.interval.ms", "250",
                // After a kill, how long the log waits for its transaction.
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000",
                // A laptop that was off for a month goes on where it was.
                "offsets.retention.minutes", Integer.toString(365 * 24 * 60));
    }

    /**
     * A partition has a leader for as long as its broker runs. Where it has none for a moment, and a transaction is being ended in that moment, Kafka 4.3
     * takes the partition for deleted: the transaction stays open there, and holds up its readers for ever (KAFKA-20734). So the controller neither takes
     * a slow or suspended broker for dead, nor leads anything away from one that stops.
     */
    private static Map<String, String> leaderAtAllTimes() {
        return Map.of(
                "broker.session.timeout.ms",
                Integer.toString(24 * 60 * 60 * 1000),
                "controlled.shutdown.enable",
                "false");
    }
}
