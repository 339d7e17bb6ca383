package io.github.spacecrafttracker.streams.catalogue;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.StateStoreProvider;

/**
 * A global store in memory. Its processor fills it, also when it is restored: Kafka Streams then passes the whole topic
 * through the same processor.
 */
abstract class InMemoryStore implements StateStore {
    private final String name;
    private volatile boolean open;

    InMemoryStore(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {
            throw new IllegalStateException(name + " is not restored record by record but through its processor");
        });
        open = true;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }

    /** Builds a new store at each start. */
    record Builder<S extends InMemoryStore>(String name, Supplier<S> constructor) implements StoreBuilder<S> {
        @Override
        public StoreBuilder<S> withCachingEnabled() {
            throw new UnsupportedOperationException("it is in memory already");
        }

        @Override
        public StoreBuilder<S> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<S> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("its topic is its log");
        }

        @Override
        public StoreBuilder<S> withLoggingDisabled() {
            return this;
        }

        @Override
        public S build() {
            return constructor.get();
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }
    }

    /** The type of the store for interactive queries. */
    record Type<S extends InMemoryStore>(Class<S> store) implements QueryableStoreType<S> {
        @Override
        public boolean accepts(StateStore candidate) {
            return store.isInstance(candidate);
        }

        @Override
        public S create(StateStoreProvider stores, String name) {
            return stores.stores(name, this).get(0);
        }
    }
}
