package io.github.spacecrafttracker.streams.changelog;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Queries the brokers for the end of the change topics. Thread-safe. */
final class EndOffsets implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final ChangePartitions partitions;
    private final Admin admin;

    /** @param admin closed with this object */
    EndOffsets(ChangePartitions partitions, Admin admin) {
        this.partitions = partitions;
        this.admin = admin;
    }

    /**
     * @param isolation {@code READ_COMMITTED} returns the end before any open transaction
     * @return empty if the brokers do not respond in time
     */
    Optional<LogPosition> query(IsolationLevel isolation) {
        var specs = partitions.all().stream()
                .collect(Collectors.toMap(Function.<TopicPartition>identity(), partition -> OffsetSpec.latest()));
        var options = new ListOffsetsOptions(isolation).timeoutMs((int) TIMEOUT.toMillis());
        try {
            var ends = admin.listOffsets(specs, options).all().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(partitions.position(
                    partition -> Objects.requireNonNull(ends.get(partition)).offset()));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
