package io.github.spacecrafttracker.streams.catalogue;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class LruCacheTest {
    private final List<String> made = new CopyOnWriteArrayList<>();

    @Test
    void what_was_asked_for_last_is_kept() {
        var memo = new LruCache<String, String>(2, this::make);
        for (var key : List.of("a", "b", "a", "c", "a", "b")) {
            assertThat(memo.of(key)).isEqualTo("made of " + key);
        }
        assertThat(made).containsExactly("a", "b", "c", "b");
    }

    @Test
    void what_several_ask_for_at_once_is_made_once_and_nobody_waits_for_another_key() throws Exception {
        var go = new CompletableFuture<Void>();
        var memo = new LruCache<String, String>(2, key -> {
            made.add(key);
            if (key.equals("slow")) {
                go.join();
            }
            return "made of " + key;
        });
        var got = new CopyOnWriteArrayList<String>();
        var askers = new ArrayList<Thread>();
        for (int asker = 0; asker < 3; asker++) {
            var thread = new Thread(() -> got.add(memo.of("slow")));
            thread.setDaemon(true);
            thread.start();
            askers.add(thread);
        }
        // One makes it, and the others wait for a lock.
        await().until(() -> made.size() > 1
                || askers.stream().filter(LruCacheTest::waitsForLock).count() == askers.size() - 1);
        assertThat(memo.of("other")).isEqualTo("made of other");

        go.complete(null);
        for (var thread : askers) {
            thread.join();
        }
        assertThat(made).containsExactly("slow", "other");
        assertThat(got).containsExactly("made of slow", "made of slow", "made of slow");
    }

    private static boolean waitsForLock(Thread thread) {
        return thread.getState() == Thread.State.BLOCKED;
    }

    private String make(String key) {
        made.add(key);
        return "made of " + key;
    }
}
