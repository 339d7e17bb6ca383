package io.github.spacecrafttracker.streams.diff;

import static io.github.spacecrafttracker.streams.SnapshotLog.object;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.streams.BrokerTestBase;
import io.github.spacecrafttracker.streams.Instance;
import io.github.spacecrafttracker.streams.runtime.StreamsRunner;
import io.github.spacecrafttracker.testkit.SnapshotBuilder;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Moves partitions between instances of the diff, by orderly stops and by a kill. Proves
 * docs/guarantees.md#g1.
 */
class DiffInstancesTest extends BrokerTestBase {
    @Test
    void every_change_is_reported_once_while_instances_join_and_leave() throws Exception {
        try (var diff = new DiffOnBroker(broker, "rebalanced")) {
            var first = diff.start();
            var isOver = new AtomicBoolean();
            var changing = CompletableFuture.runAsync(() -> changeUntil(isOver, diff));
            awaitTasks(first, 3);
            var second = diff.start();
            await().until(() -> DiffOnBroker.tasks(first) > 0 && DiffOnBroker.tasks(second) > 0);
            diff.stop(first);
            awaitTasks(second, 3);
            var third = diff.start();
            await().until(() -> DiffOnBroker.tasks(second) > 0 && DiffOnBroker.tasks(third) > 0);
            diff.stop(third);
            awaitTasks(second, 3);
            isOver.set(true);
            changing.get();
            diff.awaitDiffed();

            var expected = new ArrayList<String>();
            var last = new HashMap<Long, SnapshotBuilder>();
            for (var observed : diff.observed) {
                expected.add(expected(observed, last.put(observed.id(), observed)));
            }
            assertThat(diff.events()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /**
     * A kill may lose the confirmations of the last second. In this case, the bound of the next
     * event is older, never newer.
     */
    @Test
    void the_bound_after_a_kill_is_the_last_stored_confirmation() throws Exception {
        try (var diff = new DiffOnBroker(broker, "killed");
                var instance = Instance.start("killed", diff.log, HttpClient.newHttpClient())) {
            diff.observe(4, object(4, false));
            diff.observe(5, object(5, false));
            diff.observe(4, object(4, false));
            diff.awaitStored(4, 3);
            diff.observe(5, object(5, false));
            diff.awaitDiffed();
            instance.kill();
            diff.observe(4, object(4, true));
            diff.observe(5, object(5, true));

            diff.run();

            var stored = diff.storedConfirmations(5);
            assertThat(stored).containsAnyOf(2L, 4L).endsWith(6L);
            var last = stored.get(stored.size() - 2);
            assertThat(diff.events())
                    .containsExactlyInAnyOrder(
                            "4:catalogue:1 catalogue.appeared.v1 01:00",
                            "5:catalogue:2 catalogue.appeared.v1 02:00",
                            "4:in_space:5 in_space.entered.v1 02:59-05:00",
                            "5:in_space:6 in_space.entered.v1 0%d:59-06:00".formatted(last - 1));
        }
    }

    private static String expected(SnapshotBuilder observed, @Nullable SnapshotBuilder before) {
        var kind = observed.id() + (before == null ? ":catalogue:" : ":in_space:") + observed.observation();
        if (before == null) {
            return kind + " catalogue.appeared.v1 " + DiffOnBroker.time(observed.observedAt());
        }
        var type = Objects.equals(observed.object(), object(observed.id(), true)) ? "entered" : "left";
        return kind + " in_space." + type + ".v1 " + DiffOnBroker.time(before.trueSince()) + "-"
                + DiffOnBroker.time(observed.observedAt());
    }

    private static void changeUntil(AtomicBoolean isOver, DiffOnBroker diff) {
        try {
            for (var number = 0; !isOver.get(); number++) {
                // The step 7 is coprime to the number of spacecraft.
                var id = number * 7 % 20;
                diff.observe(id, object(id, number / 20 % 2 == 0));
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitTasks(StreamsRunner instance, int tasks) {
        await().until(() -> DiffOnBroker.tasks(instance) == tasks);
    }
}
