package io.github.spacecrafttracker.poller.turn;

import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** Hears whose the partition is, and has nothing read of it. */
record Listener(Consumer<?, ?> member, Runnable got, Runnable lost) implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        if (!assigned.isEmpty()) {
            member.pause(assigned);
            got.run();
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        if (!revoked.isEmpty()) {
            lost.run();
        }
    }

    /** Others may have it already. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        lost.run();
    }
}
