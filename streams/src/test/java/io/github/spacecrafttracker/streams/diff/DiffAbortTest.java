package io.github.spacecrafttracker.streams.diff;

import static io.github.spacecrafttracker.streams.SnapshotLog.object;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Aborts a transaction of the diff after snapshots have been stored in its map. Proves
 * docs/guarantees.md#g1.
 */
class DiffAbortTest extends DiffTestBase {
    @Test
    void an_aborted_transaction_is_repeated_and_each_change_is_reported_once() throws Exception {
        diff.observe(4, object(4, false));
        diff.run();
        expectSameChangesAfterAborted(
                startFailing(),
                topics -> topics.contains(diff.log.topics.inSpace().name()));
    }

    @Test
    void an_aborted_transaction_is_repeated_even_if_a_rebalance_replaces_its_tasks() throws Exception {
        // This is the very first transaction, so there are no committed offsets.
        diff.observe(4, object(4, false));
        var commits = startFailing();
        commits.replaceTasks(true);
        expectSameChangesAfterAborted(commits, topics -> !topics.isEmpty());
    }

    private void expectSameChangesAfterAborted(FailingCommits commits, Predicate<Set<String>> topics) throws Exception {
        commits.failFirst(topics);
        diff.commit(diff.next(4, object(4, true)), diff.next(4, object(4, true)), diff.next(5, object(5, true)));
        await().until(commits::hasAborted);
        diff.observe(4, object(4, true));
        diff.awaitDiffed();
        diff.observe(4, object(4, false));
        diff.awaitDiffed();

        assertThat(diff.events())
                .containsExactlyInAnyOrder(
                        "4:catalogue:1 catalogue.appeared.v1 01:00",
                        "4:in_space:2 in_space.entered.v1 00:59-02:00",
                        "5:catalogue:4 catalogue.appeared.v1 04:00",
                        "4:in_space:6 in_space.left.v1 04:59-06:00");
    }

    @Test
    void a_confirmation_whose_transaction_was_aborted_is_written_behind_later() throws Exception {
        // The transaction contains only offsets, because the confirmation is not written yet.
        expectWrittenBehindAfterAborted(Set::isEmpty);
    }

    @Test
    void a_confirmation_that_was_written_behind_in_an_aborted_transaction_is_written_again() throws Exception {
        expectWrittenBehindAfterAborted(topics -> topics.equals(Set.of(diff.changelog())));
    }

    private void expectWrittenBehindAfterAborted(Predicate<Set<String>> topics) throws Exception {
        var commits = startFailing();
        diff.observe(4, object(4, false));
        diff.awaitDiffed();
        commits.failFirst(topics);
        diff.observe(4, object(4, false));
        await().until(commits::hasAborted);
        diff.observe(4, object(4, false));
        diff.awaitStored(4, 3);
        diff.stop();

        diff.observe(4, object(4, true));
        diff.run();

        assertThat(diff.verdicts()).isEqualTo(Map.of("changed", 1));
        assertThat(diff.events())
                .containsExactlyInAnyOrder(
                        "4:catalogue:1 catalogue.appeared.v1 01:00", "4:in_space:4 in_space.entered.v1 02:59-04:00");
    }

    private FailingCommits startFailing() {
        var commits = new AtomicReference<@Nullable FailingCommits>();
        diff.start(clients -> {
            var failing = new FailingCommits(clients);
            commits.set(failing);
            return failing;
        });
        return Objects.requireNonNull(commits.get());
    }
}
