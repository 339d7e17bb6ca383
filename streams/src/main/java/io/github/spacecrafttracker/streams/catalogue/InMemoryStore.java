package io.github.spacecrafttracker.streams.catalogue;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.StateStoreProvider;

/**
 * A global store in memory, which only its processor fills. To restore the store, Kafka Streams
 * passes the whole topic through the same processor.
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
            throw new IllegalStateException(
                    "the store " + name + " is restored by its processor, not record by record");
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

    /** Builds a new store at each start of the application. */
    record Builder<S extends InMemoryStore>(String name, Supplier<S> constructor) implements StoreBuilder<S> {
        @Override
        public StoreBuilder<S> withCachingEnabled() {
            throw new UnsupportedOperationException("the store is in memory already");
        }

        @Override
        public StoreBuilder<S> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<S> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("the topic of the store is its changelog");
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
