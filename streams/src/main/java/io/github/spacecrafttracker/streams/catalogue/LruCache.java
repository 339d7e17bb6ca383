package io.github.spacecrafttracker.streams.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the most recently used results of a function. Thread-safe: if several threads request
 * the same key at once, one computes the result and the others wait for it.
 */
final class LruCache<K, V> {
    private final Map<K, Result> results;
    private final Function<K, V> function;

    /** @param capacity the maximum number of cached results */
    LruCache(int capacity, Function<K, V> function) {
        this.function = function;
        this.results = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Result> eldest) {
                return size() > capacity;
            }
        };
    }

    V get(K key) {
        return result(key).value();
    }

    private synchronized Result result(K key) {
        return results.computeIfAbsent(key, Result::new);
    }

    // Each entry has its own lock, so that no thread waits for the result of another key.
    private final class Result {
        private final K key;
        private @Nullable V value;

        Result(K key) {
            this.key = key;
        }

        synchronized V value() {
            var computed = value;
            if (computed == null) {
                computed = function.apply(key);
                value = computed;
            }
            return computed;
        }
    }
}
