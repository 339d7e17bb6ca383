package io.github.spacecrafttracker.streams.watermark;

import io.github.spacecrafttracker.service.text.Causes;
import io.github.spacecrafttracker.streams.catalogue.Catalogue;
import io.github.spacecrafttracker.streams.catalogue.Confirmation;
import io.github.spacecrafttracker.streams.changelog.ChangeLog;
import io.github.spacecrafttracker.streams.changelog.LogPosition;
import io.github.spacecrafttracker.streams.history.Watermarks;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Determines the {@link Watermarks} in a separate thread. A snapshot confirms the state of its
 * spacecraft once three conditions are met, which are checked in this order: the catalogue has read
 * it, the diff has committed it, and the history contains every change that the diff had written by
 * then.
 */
public final class WatermarkReader implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(WatermarkReader.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final String NO_END = "the brokers do not return the end of the change topics";

    private final Catalogue catalogue;
    private final ChangeLog changes;
    private final Admin admin;
    private final String diffGroup;
    private final String snapshots;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::follow, "watermarks");
    private volatile Optional<Watermarks> current = Optional.empty();

    // Only the thread uses these fields.
    private @Nullable Pending pending;
    private boolean isFailing;
    private String cause = NO_END;
    private @Nullable List<Confirmation> applied;

    /**
     * Confirmations that wait for the history.
     *
     * @param committed the offset of the next snapshot that the diff will read, by partition
     * @param end the end of the changes that the diff had written by then
     */
    private record Pending(List<Confirmation> confirmations, Map<Integer, Long> committed, LogPosition end) {
        boolean contains(Confirmation confirmation) {
            return confirmation.offset() < committed.getOrDefault(confirmation.partition(), 0L);
        }
    }

    /**
     * @param admin closed with this object
     * @param diffGroup the consumer group of the diff
     * @param snapshots the topic of the snapshots
     */
    public WatermarkReader(Catalogue catalogue, ChangeLog changes, Admin admin, String diffGroup, String snapshots) {
        this.catalogue = catalogue;
        this.changes = changes;
        this.admin = admin;
        this.diffGroup = diffGroup;
        this.snapshots = snapshots;
    }

    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Returns the watermarks; empty until the diff has committed the baseline and this instance has
     * read its changes. Read them before the history, so that the history contains at least the
     * changes up to the watermarks.
     */
    public Optional<Watermarks> current() {
        return current;
    }

    /** Completes with the cause when the thread dies, and normally when this object is closed. */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        admin.close(Duration.ofSeconds(1));
    }

    private void follow() {
        try {
            do {
                advance();
            } while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
            ended.complete(null);
        } catch (InterruptedException | InterruptException e) {
            ended.complete(null);
        } catch (RuntimeException e) {
            // Otherwise, the watermarks would stay where they are without any sign of it.
            ended.completeExceptionally(e);
        }
    }

    /** Takes the next step towards the watermarks of the current catalogue, if it is possible. */
    void advance() throws InterruptedException {
        if (pending == null) {
            var confirmations = catalogue.confirmations();
            if (confirmations.isEmpty() || confirmations.get().equals(applied)) {
                return;
            }
            var committed = committedOffsets();
            // Queried after the committed offsets, so that it covers the changes of the
            // transactions that committed them.
            var end = changes.endWithOpenTransactions();
            if (committed.isPresent() && end.isPresent()) {
                pending = new Pending(confirmations.get(), committed.get(), end.get());
                isFailing = false;
            } else {
                warn();
            }
        }
        if (pending != null && changes.hasHistoryUpTo(pending.end())) {
            apply(pending);
            pending = null;
        }
    }

    private void apply(Pending committed) {
        var confirmed = committed.confirmations().stream()
                .filter(committed::contains)
                .collect(Collectors.toMap(Confirmation::spacecraft, Confirmation::trueSince));
        // Before this is true, the end of the baseline may be unknown.
        boolean hasBaseline = committed.confirmations().stream()
                .map(Confirmation::spacecraft)
                .allMatch(id -> confirmed.containsKey(id) || changes.hasRead(id));
        if (current.isPresent() || hasBaseline) {
            current = Optional.of(current.orElse(Watermarks.none()).with(confirmed));
        }
        if (confirmed.size() == committed.confirmations().size()) {
            applied = committed.confirmations();
        }
    }

    /** Returns the offset of the next snapshot that the diff will read, by partition. */
    private Optional<Map<Integer, Long>> committedOffsets() throws InterruptedException {
        try {
            var committed = admin.listConsumerGroupOffsets(
                            diffGroup, new ListConsumerGroupOffsetsOptions().requireStable(true))
                    .partitionsToOffsetAndMetadata()
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            var offsets = new HashMap<Integer, Long>();
            committed.forEach((partition, offset) -> {
                if (partition.topic().equals(snapshots) && offset != null) {
                    offsets.put(partition.partition(), offset.offset());
                }
            });
            return Optional.of(offsets);
        } catch (ExecutionException | TimeoutException e) {
            cause = "the offsets of group " + diffGroup + " cannot be read: " + Causes.inOneLine(e);
            return Optional.empty();
        }
    }

    private void warn() {
        if (!isFailing) {
            logger.warn(
                    "The history is not confirmed any further, because {}. Check the brokers, and whether this service may describe the group and the change topics.",
                    cause);
        }
        isFailing = true;
        cause = NO_END;
    }
}
