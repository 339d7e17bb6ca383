package io.github.spacecrafttracker.streams.catalogue;

import io.github.spacecrafttracker.topic.Topics;
import java.util.function.Supplier;
import org.apache.kafka.streams.Topology;

/**
 * Builds two global stores, which are complete on every instance: {@code catalogue} from the
 * snapshots and {@code polls} from the poll reports.
 *
 * <p>This is a separate application, because a topology cannot use a topic both as a source and for
 * a global store.
 */
public final class CatalogueTopology implements Supplier<Topology> {
    private final Topics topics;
    private final CatalogueMeters meters;

    public CatalogueTopology(Topics topics, CatalogueMeters meters) {
        this.topics = topics;
        this.meters = meters;
    }

    @Override
    public Topology get() {
        var snapshots = topics.snapshots();
        var polls = topics.polls();
        return new Topology()
                .addGlobalStore(
                        new InMemoryStore.Builder<>(CatalogueStore.NAME, CatalogueStore::new),
                        "read-snapshots",
                        snapshots.key().deserializer(),
                        snapshots.value().deserializer(),
                        snapshots.name(),
                        "apply-snapshots",
                        () -> new CatalogueStore.Updater(meters))
                .addGlobalStore(
                        new InMemoryStore.Builder<>(PollStore.NAME, PollStore::new),
                        "read-polls",
                        polls.key().deserializer(),
                        polls.value().deserializer(),
                        polls.name(),
                        "apply-polls",
                        () -> new PollStore.Updater(meters));
    }
}
