package io.github.spacecrafttracker.streams.view;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The results of a function that were asked for last. From any thread; what two ask for at once may be made twice. */
final class Memo<K, V> {
    private final Map<K, V> results;
    private final Function<K, V> function;

    /** @param most how many are kept */
    Memo(int most, Function<K, V> function) {
        this.function = function;
        this.results = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    V of(K key) {
        synchronized (this) {
            var known = results.get(key);
            if (known != null) {
                return known;
            }
        }
        var made = function.apply(key);
        synchronized (this) {
            results.put(key, made);
        }
        return made;
    }
}
