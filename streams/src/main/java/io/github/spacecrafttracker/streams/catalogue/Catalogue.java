package io.github.spacecrafttracker.streams.catalogue;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.streams.catalogue.QueryResult.Found;
import io.github.spacecrafttracker.streams.catalogue.QueryResult.Listed;
import io.github.spacecrafttracker.streams.catalogue.QueryResult.NotFound;
import io.github.spacecrafttracker.streams.catalogue.QueryResult.NotReady;
import io.github.spacecrafttracker.streams.query.Filter.ValidIds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/** The current state of all spacecraft, queried from the two global stores. Thread-safe. */
public final class Catalogue {
    private static final NotReady READING = new NotReady("the catalogue is still being read from the topics");
    private static final NotReady NO_SWEEP = new NotReady("no sweep has been completed yet");

    private final KafkaStreams streams;

    /**
     * @param streams the application with the {@link CatalogueTopology}, which need not be running
     *     yet
     */
    public Catalogue(KafkaStreams streams) {
        this.streams = streams;
    }

    /** Returns all spacecraft. */
    public QueryResult.OfList list() {
        var stores = stores();
        if (stores == null) {
            return READING;
        }
        // Read before the rows, so that the times are lower bounds for the rows.
        var asOf = stores.asOf();
        return asOf == null
                ? NO_SWEEP
                : new Listed(asOf.all(), asOf.inSpace(), stores.catalogue().list());
    }

    /** Returns one spacecraft. */
    public QueryResult.OfOne spacecraft(long id) {
        var stores = stores();
        if (stores == null) {
            return READING;
        }
        var sweep = stores.sweep();
        var entry = stores.catalogue().entry(id);
        if (entry == null) {
            return sweep == null ? NO_SWEEP : new NotFound(sweep.asOf());
        }
        var row = entry.row();
        if (row != null) {
            return new Found(entry.trueSince(), row);
        }
        var removed = entry.trueSince();
        return new NotFound(sweep != null && sweep.asOf().isAfter(removed) ? sweep.asOf() : removed);
    }

    /** Returns the last snapshot of each spacecraft; empty before the first complete sweep. */
    public Optional<List<Confirmation>> confirmations() {
        return Optional.ofNullable(stores())
                .filter(stores -> stores.sweep() != null)
                .map(stores -> stores.catalogue().confirmations());
    }

    /**
     * Returns whether the catalogue contains the spacecraft, as far as the topics have been read.
     */
    public boolean contains(long id) {
        return spacecraft(id) instanceof Found;
    }

    /** Returns the ids that a filter accepts. Before the first complete sweep it accepts any id. */
    public ValidIds validIds() {
        var stores = stores();
        return stores == null || stores.sweep() == null
                ? ValidIds.ANY
                : stores.catalogue().list().validIds();
    }

    /** Returns the time as of which the list is true; empty if there is none yet. */
    public Optional<Instant> asOf() {
        return Optional.ofNullable(stores()).map(Stores::sweep).map(Sweep::asOf);
    }

    /**
     * Returns the time as of which the list of spacecraft in space is true; empty if there is none
     * yet.
     */
    public Optional<Instant> inSpaceAsOf() {
        return Optional.ofNullable(stores()).map(Stores::asOf).map(AsOf::inSpace);
    }

    /**
     * Returns all known spacecraft, with or without a complete sweep; empty while the topics are
     * being read.
     */
    public Optional<SpacecraftList> currentList() {
        return Optional.ofNullable(stores()).map(stores -> stores.catalogue().list());
    }

    /**
     * Returns the source of the spacecraft, as the poll reports name it; empty if none has been
     * read yet.
     */
    public Optional<String> source() {
        return Optional.ofNullable(stores()).flatMap(Stores::source);
    }

    /** Returns the last report of a request to the upstream API; empty if there is none. */
    public Optional<PollReport> lastPoll() {
        return Optional.ofNullable(stores()).map(stores -> stores.polls().lastPoll());
    }

    /** The times as of which the list of all spacecraft and that of those in space are true. */
    private record AsOf(Instant all, Instant inSpace) {}

    private record Stores(CatalogueStore catalogue, PollStore polls) {
        /** Returns the newest complete sweep that the catalogue contains; null if there is none. */
        @Nullable
        Sweep sweep() {
            return polls.sweep(catalogue.lastOffsets());
        }

        Optional<String> source() {
            PollReport sweep = sweep();
            return Optional.ofNullable(sweep != null ? sweep : polls.lastPoll()).map(PollReport::source);
        }

        /** Returns null before the first complete sweep. */
        @Nullable
        AsOf asOf() {
            var readOffsets = catalogue.lastOffsets();
            var sweep = polls.sweep(readOffsets);
            if (sweep == null) {
                return null;
            }
            var watched = polls.watchAsOf(readOffsets);
            return new AsOf(sweep.asOf(), watched != null && watched.isAfter(sweep.asOf()) ? watched : sweep.asOf());
        }
    }

    private @Nullable Stores stores() {
        // Kafka Streams also serves a global store while it is restored. The results would be older
        // than earlier ones.
        if (streams.state() != KafkaStreams.State.RUNNING) {
            return null;
        }
        try {
            return new Stores(
                    streams.store(StoreQueryParameters.fromNameAndType(
                            CatalogueStore.NAME, new InMemoryStore.Type<>(CatalogueStore.class))),
                    streams.store(StoreQueryParameters.fromNameAndType(
                            PollStore.NAME, new InMemoryStore.Type<>(PollStore.class))));
        } catch (InvalidStateStoreException e) {
            return null;
        }
    }
}
