package io.github.spacecrafttracker.poller.election;

import io.github.spacecrafttracker.service.BrokerContact;
import io.github.spacecrafttracker.service.Cause;
import io.github.spacecrafttracker.service.KafkaSettings;
import io.github.spacecrafttracker.service.StartException;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turns of one poller among others. Those of one set of topics form a consumer group on the one partition of the reports: whose it is, has the turn, and
 * the others stand by. Nothing is read; it is about membership alone. From any thread.
 */
public final class LeaderElection implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(LeaderElection.class);
    private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(5);

    private final KafkaSettings kafka;
    private final Topics topics;
    private final Optional<String> member;
    private final RejoinDelay rest;
    private final BrokerContact contact = new BrokerContact();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::takePart, "poller-turns");

    // Of the thread that takes part.
    private boolean tookPart;

    // Guarded by this.
    private @Nullable Leadership turn;
    private @Nullable StartException fault;

    private LeaderElection(KafkaSettings kafka, Topics topics, Optional<String> member, RejoinDelay rest) {
        this.kafka = kafka;
        this.topics = topics;
        this.member = member;
        this.rest = rest;
    }

    /**
     * Begins to stand by.
     *
     * @param member a name in the group that this process keeps over restarts and no other has: after a crash it has its turn back at once, and after an
     *     orderly end the others wait for it until its session is over (static membership, KIP-345). Empty: none
     */
    public static LeaderElection join(KafkaSettings kafka, Topics topics, Optional<String> member) {
        return join(kafka, topics, member, RejoinDelay.of(GroupMembership.SESSION));
    }

    /** @param rest taken after a turn was given up */
    static LeaderElection join(KafkaSettings kafka, Topics topics, Optional<String> member, RejoinDelay rest) {
        var turns = new LeaderElection(kafka, topics, member, rest);
        turns.thread.setDaemon(true);
        turns.thread.start();
        return turns;
    }

    /**
     * Waits for this poller's turn.
     *
     * @throws StartException where none will come, with what to do about it
     * @throws IllegalStateException where it was closed
     */
    public synchronized Leadership await() throws StartException, InterruptedException {
        while (true) {
            if (isClosing()) {
                throw new IllegalStateException("closed while waiting for a turn");
            }
            if (fault != null) {
                throw fault;
            }
            if (turn != null && !turn.isOver()) {
                return turn;
            }
            wait();
        }
    }

    /** With the brokers, whether it is its turn or not. */
    public BrokerContact contact() {
        return contact;
    }

    /** Whether it is this poller's turn. */
    public synchronized boolean active() {
        return turn != null && !turn.isOver();
    }

    /**
     * Leaves the turn to the others, to one who has taken over without being asked. It stands by again only after a session time-out, so that two who share
     * a transactional id but no group don't fence each other off all the time.
     */
    public void giveUp(Leadership given) {
        given.giveUp();
    }

    /** Leaves, so that another has the turn at once; one with a name is waited for. Within some seconds. */
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
        if (turn != null) {
            turn.end("this poller is being closed");
        }
        notifyAll();
    }

    private synchronized void began(Leadership next) {
        turn = next;
        notifyAll();
    }

    private synchronized void failed(Throwable failure) {
        var why = new GroupFault(GroupMembership.group(kafka), topics.polls().name());
        fault = new StartException(why.describe(failure), failure);
        notifyAll();
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void takePart() {
        try {
            while (!isClosing()) {
                if (stay()) {
                    rest.take(closing);
                }
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            failed(e);
        }
    }

    /** Until its turn is over; true where it is to rest before the next stay. */
    private boolean stay() {
        var begun = begin();
        if (begun.isEmpty()) {
            return true;
        }
        try (var membership = begun.get()) {
            while (!isClosing() && !membership.isOver()) {
                membership.poll(contact);
            }
            return membership.isGivenUp();
        }
    }

    /** Empty where it can't be made now: with settings that did once, what fails is the look-up of the brokers' names. */
    private Optional<GroupMembership> begin() {
        try {
            var begun = Optional.of(GroupMembership.begin(kafka, topics, member, this::began));
            tookPart = true;
            return begun;
        } catch (KafkaException e) {
            if (!tookPart) {
                throw e;
            }
            logger.warn("can't take part in the group of pollers, tries again: {}", Cause.inOneLine(e));
            return Optional.empty();
        }
    }
}
