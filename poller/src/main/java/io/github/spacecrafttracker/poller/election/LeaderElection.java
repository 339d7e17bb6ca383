package io.github.spacecrafttracker.poller.election;

import io.github.spacecrafttracker.service.kafka.BrokerReachability;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.service.text.Causes;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Elects the leader among the pollers of one set of topics. They form a consumer group on the only
 * partition of the reports: its owner is the leader, and the others are hot standbys. No record is read;
 * only the membership matters. From any thread.
 */
public final class LeaderElection implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(LeaderElection.class);
    private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(5);

    /**
     * The time for which a poller that gave up the leadership stays out of the group: long enough for
     * another to become the leader.
     */
    @FunctionalInterface
    interface RejoinDelay {
        /** @param closing ends the delay early */
        void await(CountDownLatch closing) throws InterruptedException;
    }

    private final KafkaSettings kafka;
    private final Topics topics;
    private final Optional<String> member;
    private final RejoinDelay delay;
    private final BrokerReachability contact = new BrokerReachability();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::takePart, "poller-election");

    // Used only by the election's thread.
    private boolean wasMember;

    // Guarded by this.
    private @Nullable Leadership leadership;
    private @Nullable StartException failure;

    private LeaderElection(KafkaSettings kafka, Topics topics, Optional<String> member, RejoinDelay delay) {
        this.kafka = kafka;
        this.topics = topics;
        this.member = member;
        this.delay = delay;
    }

    /**
     * Joins as a standby.
     *
     * @param member a name in the group that this process keeps across restarts and no other process
     *     has: after a crash it becomes the leader again at once, and after an orderly end the others wait
     *     for it until its session is over (static membership, KIP-345). Empty if it has none
     */
    public static LeaderElection join(KafkaSettings kafka, Topics topics, Optional<String> member) {
        return join(
                kafka,
                topics,
                member,
                closing -> closing.await(GroupMembership.SESSION.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** @param delay before this poller rejoins after it gave up the leadership */
    static LeaderElection join(KafkaSettings kafka, Topics topics, Optional<String> member, RejoinDelay delay) {
        var election = new LeaderElection(kafka, topics, member, delay);
        election.thread.setDaemon(true);
        election.thread.start();
        return election;
    }

    /**
     * Waits until this poller is the leader.
     *
     * @throws StartException if it cannot become the leader, with what to do
     * @throws IllegalStateException if this was closed
     */
    public synchronized Leadership await() throws StartException, InterruptedException {
        while (true) {
            if (isClosing()) {
                throw new IllegalStateException("closed while waiting for the leadership");
            }
            if (failure != null) {
                throw failure;
            }
            if (leadership != null && !leadership.isOver()) {
                return leadership;
            }
            wait();
        }
    }

    /** Returns the reachability of the brokers, for leader and standby alike. */
    public BrokerReachability contact() {
        return contact;
    }

    /** Returns whether this poller is the leader. */
    public synchronized boolean active() {
        return leadership != null && !leadership.isOver();
    }

    /**
     * Gives up the leadership, because another poller has taken over. This poller rejoins only after a
     * session timeout, so that two pollers that share a transactional id but not a group do not fence each
     * other all the time.
     */
    public void giveUp(Leadership given) {
        given.giveUp();
    }

    /** Leaves within a few seconds. Another poller takes over at once, unless this one has a name. */
    @Override
    public void close() {
        end();
        try {
            thread.join(CLOSE_AT_MOST.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void end() {
        closing.countDown();
        if (leadership != null) {
            leadership.end("this poller is being closed");
        }
        notifyAll();
    }

    private synchronized void began(Leadership next) {
        leadership = next;
        notifyAll();
    }

    private synchronized void failed(Throwable cause) {
        var message = GroupMembership.explain(
                cause, GroupMembership.group(kafka), topics.polls().name());
        failure = new StartException(message, cause);
        notifyAll();
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void takePart() {
        try {
            while (!isClosing()) {
                if (takePartOnce()) {
                    delay.await(closing);
                }
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            failed(e);
        }
    }

    /** Takes part until the leadership is over. Returns whether to wait before rejoining. */
    private boolean takePartOnce() {
        var joined = tryJoin();
        if (joined.isEmpty()) {
            return true;
        }
        try (var membership = joined.get()) {
            while (!isClosing() && !membership.isOver()) {
                membership.poll(contact);
            }
            return membership.isGivenUp();
        }
    }

    /**
     * Returns empty if the membership cannot be created now. Settings that have worked once are valid, so
     * the cause is that the brokers' names cannot be resolved.
     */
    private Optional<GroupMembership> tryJoin() {
        try {
            var joined = Optional.of(GroupMembership.begin(kafka, topics, member, this::began));
            wasMember = true;
            return joined;
        } catch (KafkaException e) {
            if (!wasMember) {
                throw e;
            }
            logger.warn(
                    "Cannot join the poller group: {}. Check KAFKA_BOOTSTRAP_SERVERS and the name service; retrying.",
                    Causes.inOneLine(e));
            return Optional.empty();
        }
    }
}
