package io.github.spacecrafttracker.streams.catalogue;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class LruCacheTest {
    private final List<String> computed = new CopyOnWriteArrayList<>();

    @Test
    void the_least_recently_used_result_is_evicted() {
        var cache = new LruCache<String, String>(2, this::compute);
        for (var key : List.of("a", "b", "a", "c", "a", "b")) {
            assertThat(cache.get(key)).isEqualTo("computed from " + key);
        }
        assertThat(computed).containsExactly("a", "b", "c", "b");
    }

    @Test
    void concurrent_requests_for_a_key_compute_it_once_and_do_not_block_other_keys() throws Exception {
        var go = new CompletableFuture<Void>();
        var cache = new LruCache<String, String>(2, key -> {
            computed.add(key);
            if (key.equals("slow")) {
                go.join();
            }
            return "computed from " + key;
        });
        var results = new CopyOnWriteArrayList<String>();
        var threads = new ArrayList<Thread>();
        for (int number = 0; number < 3; number++) {
            var thread = new Thread(() -> results.add(cache.get("slow")));
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        // One thread computes the result, and the others wait for its lock.
        await().until(() -> computed.size() > 1
                || threads.stream().filter(LruCacheTest::waitsForLock).count() == threads.size() - 1);
        assertThat(cache.get("other")).isEqualTo("computed from other");

        go.complete(null);
        for (var thread : threads) {
            thread.join();
        }
        assertThat(computed).containsExactly("slow", "other");
        assertThat(results).containsExactly("computed from slow", "computed from slow", "computed from slow");
    }

    private static boolean waitsForLock(Thread thread) {
        return thread.getState() == Thread.State.BLOCKED;
    }

    private String compute(String key) {
        computed.add(key);
        return "computed from " + key;
    }
}
