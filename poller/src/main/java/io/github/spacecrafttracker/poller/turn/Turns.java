package io.github.spacecrafttracker.poller.turn;

import io.github.spacecrafttracker.service.Cause;
import io.github.spacecrafttracker.service.KafkaSettings;
import io.github.spacecrafttracker.service.StartException;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The pollers of one set of topics, as a consumer group on the one partition of the reports: whose it is, has the turn. Nothing is read; it is about
 * membership alone.
 */
public final class Turns implements AutoCloseable {
    /** How long a silent poller is waited for. */
    static final Duration SESSION = Duration.ofSeconds(8);

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final Map<String, Object> settings;
    private final String topic;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::takePart, "poller-turns");

    // Guarded by this.
    private @Nullable Turn turn;
    private @Nullable StartException fault;
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private boolean givenUp;

    private Turns(Map<String, Object> settings, String topic) {
        this.settings = settings;
        this.topic = topic;
        thread.setDaemon(true);
    }

    /**
     * Joins the others, without waiting for a turn.
     *
     * @param member a name that this poller keeps over restarts: it gets its turn back at once after a crash, and nobody takes it over meanwhile. Empty
     *     where others stand by
     */
    public static Turns join(KafkaSettings kafka, Topics topics, Optional<String> member) {
        var name = kafka.topicPrefix() + "-poller";
        var settings = new HashMap<>(kafka.consumer());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, name);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION.toMillis());
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) HEARTBEAT.toMillis());
        // A newcomer takes nothing from the one that polls.
        settings.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        member.ifPresent(it -> settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, it));
        var turns = new Turns(settings, topics.polls().name());
        turns.thread.start();
        return turns;
    }

    /**
     * Waits for this poller's turn.
     *
     * @throws StartException where it can't take part any more
     */
    public synchronized Turn await() throws StartException, InterruptedException {
        while (true) {
            if (fault != null) {
                throw fault;
            }
            if (turn != null && !turn.isOver()) {
                return turn;
            }
            wait();
        }
    }

    /**
     * Leaves this to the others: somebody has taken over already. It stands by again no sooner than a silent poller is waited for, so that two that don't
     * know of each other don't take over from each other all the time.
     */
    public synchronized void giveUp(Turn which) {
        which.end();
        if (which == turn) {
            turn = null;
            givenUp = true;
            wakeUp();
        }
    }

    /** Within some seconds. Without a name that it keeps, the others need not wait for it. */
    @Override
    public void close() {
        closing.countDown();
        synchronized (this) {
            wakeUp();
        }
        try {
            thread.join(CLOSING.multipliedBy(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takePart() {
        try {
            while (!isClosing()) {
                takePartUntilGivenUp();
                lostTurn();
                if (!isClosing()) {
                    @SuppressWarnings("unused") // Asked above.
                    var closed = closing.await(SESSION.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            failed(new StartException(
                    "can't take part in the group of pollers " + settings.get(ConsumerConfig.GROUP_ID_CONFIG) + ": "
                            + Cause.inOneLine(e),
                    e));
        } finally {
            lostTurn();
        }
    }

    private void takePartUntilGivenUp() {
        var member = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            begin(member);
            member.subscribe(List.of(topic), new Listener(member, this::gotTurn, this::lostTurn));
            while (!isClosing() && !isGivenUp()) {
                member.poll(POLL);
            }
        } catch (WakeupException e) {
            // It was given up, or is closing.
        } finally {
            begin(null);
            member.close(CloseOptions.timeout(CLOSING));
        }
    }

    private synchronized void begin(@Nullable KafkaConsumer<byte[], byte[]> member) {
        consumer = member;
        givenUp = false;
    }

    private synchronized void gotTurn() {
        if (turn == null || turn.isOver()) {
            turn = new Turn();
            notifyAll();
        }
    }

    private synchronized void lostTurn() {
        if (turn != null) {
            turn.end();
            turn = null;
        }
    }

    private synchronized void failed(StartException why) {
        fault = why;
        notifyAll();
    }

    private synchronized boolean isGivenUp() {
        return givenUp;
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void wakeUp() {
        if (consumer != null) {
            consumer.wakeup();
        }
    }
}
