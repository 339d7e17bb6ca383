package io.github.spacecrafttracker.poller.election;

import io.github.spacecrafttracker.service.kafka.BrokerReachability;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.text.Causes;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupMaxSizeReachedException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * One membership in the poller group, with at most one leadership: the membership ends with it. For
 * one thread.
 */
final class GroupMembership implements ConsumerRebalanceListener, AutoCloseable {
    /** The time for which the group waits for a silent member. */
    static final Duration SESSION = Duration.ofSeconds(8);

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    // When a member falls silent, its last heartbeat may be an interval old. So the lease ends
    // before the group stops waiting.
    private static final Duration LEASE = SESSION.minus(HEARTBEAT);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(3);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition polls;
    private final Consumer<Leadership> began;
    private @Nullable Leadership leadership;

    private GroupMembership(KafkaConsumer<byte[], byte[]> consumer, TopicPartition polls, Consumer<Leadership> began) {
        this.consumer = consumer;
        this.polls = polls;
        this.began = began;
    }

    static String group(KafkaSettings kafka) {
        return kafka.topicPrefix() + "-poller";
    }

    /**
     * Starts to join.
     *
     * @param member its name; empty for a member for which the group does not wait after it has
     *     left
     * @param began called with the leadership when it starts
     */
    static GroupMembership begin(
            KafkaSettings kafka, Topics topics, Optional<String> member, Consumer<Leadership> began) {
        var consumer =
                new KafkaConsumer<>(settings(kafka, member), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var polls = new TopicPartition(topics.polls().name(), 0);
        var membership = new GroupMembership(consumer, polls, began);
        consumer.subscribe(List.of(polls.topic()), membership);
        return membership;
    }

    private static Map<String, Object> settings(KafkaSettings kafka, Optional<String> member) {
        var settings = new HashMap<>(kafka.consumer());
        settings.putAll(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                group(kafka),
                ConsumerConfig.CLIENT_ID_CONFIG,
                group(kafka),
                ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                "classic",
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                (int) SESSION.toMillis(),
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                (int) HEARTBEAT.toMillis(),
                // A rebalance also waits for a member for this time.
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                (int) SESSION.toMillis(),
                // A new member takes nothing from the owner, wherever it runs: with racks, the
                // assignor would move a partition to the rack of its replicas.
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class),
                ConsumerConfig.CLIENT_RACK_CONFIG,
                "",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none"));
        member.ifPresent(name -> settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name));
        return settings;
    }

    /**
     * Polls the group once. Returns within a bounded time even if the brokers do not respond, so
     * that the lease is renewed in time.
     */
    void poll(BrokerReachability contact) {
        consumer.poll(POLL);
        contact.observe(consumer);
        if (leadership != null) {
            leadership.renew();
        }
    }

    boolean isOver() {
        return leadership != null && leadership.isOver();
    }

    boolean isGivenUp() {
        return leadership != null && leadership.isGivenUp();
    }

    /**
     * Pauses the partition, because no record is read. With a position, the consumer needs neither
     * a committed offset nor a reset.
     */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        consumer.pause(assigned);
        assigned.forEach(partition -> consumer.seek(partition, 0));
        if (leadership == null && assigned.contains(polls)) {
            leadership = new Leadership(LEASE, System::nanoTime);
            began.accept(leadership);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        if (revoked.contains(polls)) {
            endLeadership("the poller group reassigned it");
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        if (lost.contains(polls)) {
            endLeadership("the poller group removed this poller, and another may be the leader");
        }
    }

    /**
     * Leaves, so that the group does not wait for it. A member with a name leaves only if it gave
     * up the leadership, because otherwise it will be back.
     */
    @Override
    public void close() {
        endLeadership("this poller leaves the group");
        consumer.close(CloseOptions.timeout(CLOSE_AT_MOST)
                .withGroupMembershipOperation(
                        isGivenUp() ? GroupMembershipOperation.LEAVE_GROUP : GroupMembershipOperation.DEFAULT));
    }

    private void endLeadership(String reason) {
        if (leadership != null) {
            leadership.end(reason);
        }
    }

    /** Returns the reason why a poller cannot be a member, and a remedy, in one line. */
    static String explain(Throwable failure, String group, String topic) {
        var cause = Causes.inOneLine(failure);
        if (failure instanceof FencedInstanceIdException) {
            return "another process uses the same member name in the group " + group
                    + ": give each process its own name, or none";
        }
        if (failure instanceof AuthenticationException) {
            return "cannot authenticate with the Kafka broker: check the KAFKA_SECURITY_PROTOCOL, KAFKA_SASL_* and"
                    + " KAFKA_SSL_* settings: " + cause;
        }
        if (failure instanceof AuthorizationException) {
            return "the Kafka broker does not permit joining the poller group: grant Read on the group " + group
                    + " and Describe on the topic " + topic + ": " + cause;
        }
        if (failure instanceof InvalidSessionTimeoutException) {
            return "the Kafka brokers reject a session timeout of " + SESSION.toMillis()
                    + " ms: include it between their group.min.session.timeout.ms and"
                    + " group.max.session.timeout.ms";
        }
        if (failure instanceof InconsistentGroupProtocolException) {
            return "the group " + group + " has members that are not pollers of this version: stop them";
        }
        if (failure instanceof GroupMaxSizeReachedException) {
            return "the group " + group + " is full: stop some of its members, or raise the brokers' group.max.size";
        }
        return "cannot take part in the group " + group + ": " + cause;
    }
}
