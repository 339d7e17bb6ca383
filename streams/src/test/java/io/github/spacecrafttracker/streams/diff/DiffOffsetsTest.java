package io.github.spacecrafttracker.streams.diff;

import static io.github.spacecrafttracker.streams.SnapshotLog.object;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every change is reported once, even if the diff rereads snapshots whose offsets it had committed.
 * Proves docs/guarantees.md#g1.
 */
class DiffOffsetsTest extends DiffTestBase {
    @BeforeEach
    void reportFourChanges() throws Exception {
        runOverFourChanges(diff);
    }

    @Test
    void no_event_is_repeated_or_lost_if_the_offsets_are_deleted() throws Exception {
        diff.deleteOffsets();
        assertThat(diff.committedOffsets()).isEmpty();

        expectOnlyNewChanges(diff);
    }

    @Test
    void no_event_is_repeated_or_lost_after_a_reset_to_the_beginning() throws Exception {
        diff.resetOffsets();

        expectOnlyNewChanges(diff);
    }

    @Test
    void changes_that_were_unread_when_the_offsets_were_deleted_are_reported_once() throws Exception {
        diff.observe(4, object(4, true));
        diff.observe(5, null);
        diff.deleteOffsets();

        diff.run();

        assertThat(diff.verdicts())
                .containsOnlyKeys("stale", "changed", "removed")
                .containsEntry("stale", 4);
        assertThat(diff.events())
                .containsExactlyInAnyOrder(
                        "4:catalogue:1 catalogue.appeared.v1 01:00",
                        "5:catalogue:2 catalogue.appeared.v1 02:00",
                        "4:in_space:3 in_space.entered.v1 00:59-03:00",
                        "4:in_space:4 in_space.left.v1 02:59-04:00",
                        "4:in_space:5 in_space.entered.v1 03:59-05:00",
                        "5:catalogue:6 catalogue.removed.v1 01:59-06:00");
    }

    static void runOverFourChanges(DiffOnBroker diff) throws Exception {
        diff.observe(4, object(4, false));
        diff.observe(5, object(5, true));
        diff.observe(4, object(4, true));
        diff.observe(4, object(4, false));
        diff.run();
        assertThat(diff.events()).hasSize(4);
    }

    /** Asserts that after {@link #runOverFourChanges} all snapshots and two new ones are read. */
    static void expectOnlyNewChanges(DiffOnBroker diff) throws Exception {
        diff.start();
        diff.awaitDiffed();
        assertThat(diff.verdicts())
                .as("all snapshots were read again")
                .containsOnlyKeys("stale")
                .containsEntry("stale", 4);
        diff.observe(4, object(4, true));
        diff.observe(5, object(5, true));
        diff.awaitDiffed();

        assertThat(diff.events())
                .containsExactlyInAnyOrder(
                        "4:catalogue:1 catalogue.appeared.v1 01:00",
                        "5:catalogue:2 catalogue.appeared.v1 02:00",
                        "4:in_space:3 in_space.entered.v1 00:59-03:00",
                        "4:in_space:4 in_space.left.v1 02:59-04:00",
                        "4:in_space:5 in_space.entered.v1 03:59-05:00");
    }
}
