package io.github.spacecrafttracker.streams.catalogue;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.streams.catalogue.QueryResult.Held;
import io.github.spacecrafttracker.streams.catalogue.QueryResult.Listed;
import io.github.spacecrafttracker.streams.catalogue.QueryResult.NotReady;
import io.github.spacecrafttracker.streams.catalogue.QueryResult.Unknown;
import io.github.spacecrafttracker.streams.query.Choices;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/** The current state of all spacecraft, queried from the two global stores. Thread-safe. */
public final class Catalogue {
    private static final NotReady READING = new NotReady("the catalogue is still being read from the log");
    private static final NotReady NO_SWEEP = new NotReady("no complete reading of the catalogue yet");

    private final KafkaStreams streams;

    /** @param streams the application with the {@link CatalogueTopology}; it may not be running yet */
    public Catalogue(KafkaStreams streams) {
        this.streams = streams;
    }

    /** Returns all spacecraft. */
    public QueryResult.OfList list() {
        var stores = stores();
        if (stores == null) {
            return READING;
        }
        // Read before the rows, so that the times are lower bounds for them.
        var asOf = stores.asOf();
        return asOf == null
                ? NO_SWEEP
                : new Listed(asOf.all(), asOf.inSpace(), stores.catalogue().listing());
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
            return sweep == null ? NO_SWEEP : new Unknown(sweep.asOf());
        }
        var row = entry.row();
        if (row != null) {
            return new Held(entry.trueSince(), row);
        }
        var removed = entry.trueSince();
        return new Unknown(sweep != null && sweep.asOf().isAfter(removed) ? sweep.asOf() : removed);
    }

    /** Returns whether the spacecraft is held, as far as the log was read. */
    public boolean holds(long id) {
        return spacecraft(id) instanceof Held;
    }

    /** Returns what a filter may name: anything, before a complete sweep has shown what there is. */
    public Choices choices() {
        var stores = stores();
        return stores == null || stores.sweep() == null
                ? Choices.ANY
                : stores.catalogue().listing();
    }

    /** The time as of which the list is true; empty if there is none yet. */
    public Optional<Instant> asOf() {
        return Optional.ofNullable(stores()).map(Stores::sweep).map(Sweep::asOf);
    }

    /** The time as of which the list of spacecraft in space is true; empty if there is none yet. */
    public Optional<Instant> inSpaceAsOf() {
        return Optional.ofNullable(stores()).map(Stores::asOf).map(AsOf::inSpace);
    }

    /** All spacecraft that are held, however old; empty while the log is read. */
    public Optional<Listing> listing() {
        return Optional.ofNullable(stores()).map(stores -> stores.catalogue().listing());
    }

    /** The source of the spacecraft, as snapshots name it; empty if none was read yet. */
    public Optional<String> source() {
        return Optional.ofNullable(stores()).flatMap(Stores::source);
    }

    /** The last report of a request to upstream; empty if there is none. */
    public Optional<PollReport> lastPoll() {
        return Optional.ofNullable(stores()).map(stores -> stores.passes().lastPoll());
    }

    /** The times as of which the list of all spacecraft and that of those in space are true. */
    private record AsOf(Instant all, Instant inSpace) {}

    private record Stores(CatalogueStore catalogue, PassStore passes) {
        /** The newest complete sweep that the catalogue contains; null if there is none. */
        @Nullable
        Sweep sweep() {
            return passes.sweep(catalogue.passed());
        }

        Optional<String> source() {
            PollReport sweep = sweep();
            return Optional.ofNullable(sweep != null ? sweep : passes.lastPoll())
                    .map(PollReport::source);
        }

        /** Null before the first complete sweep. */
        @Nullable
        AsOf asOf() {
            var passed = catalogue.passed();
            var sweep = passes.sweep(passed);
            if (sweep == null) {
                return null;
            }
            var watched = passes.watchAsOf(passed);
            return new AsOf(sweep.asOf(), watched != null && watched.isAfter(sweep.asOf()) ? watched : sweep.asOf());
        }
    }

    private @Nullable Stores stores() {
        // Kafka Streams also serves a global store while it reads it from the log; its answers would go back in time.
        if (streams.state() != KafkaStreams.State.RUNNING) {
            return null;
        }
        try {
            return new Stores(
                    streams.store(StoreQueryParameters.fromNameAndType(
                            CatalogueStore.NAME, new InMemoryStore.Type<>(CatalogueStore.class))),
                    streams.store(StoreQueryParameters.fromNameAndType(
                            PassStore.NAME, new InMemoryStore.Type<>(PassStore.class))));
        } catch (InvalidStateStoreException e) {
            return null;
        }
    }
}
