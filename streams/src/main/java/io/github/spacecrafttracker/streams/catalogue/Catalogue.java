package io.github.spacecrafttracker.streams.catalogue;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.streams.query.Choices;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/** Answers questions by interactive queries of the two global stores. From any thread. */
public final class Catalogue implements Choices {
    private static final String READING = "the catalogue is still being read from the log";
    private static final String NO_SWEEP = "no complete reading of the catalogue yet";

    private final KafkaStreams streams;

    /** @param streams runs a {@link CatalogueTopology}, sooner or later */
    public Catalogue(KafkaStreams streams) {
        this.streams = streams;
    }

    /** All spacecraft. */
    public QueryResult.OfList list() {
        var stores = stores();
        if (stores == null) {
            return new QueryResult.NotReady(READING);
        }
        // Before the rows, so that it is a lower bound for them.
        var fresh = stores.freshness();
        return fresh == null
                ? new QueryResult.NotReady(NO_SWEEP)
                : new QueryResult.Listed(
                        fresh.all(), fresh.inSpace(), stores.catalogue().listing());
    }

    /** Any before a complete sweep has shown what there is. */
    @Override
    public boolean hasStatus(long id) {
        return choices().hasStatus(id);
    }

    /** As {@link #hasStatus}. */
    @Override
    public boolean hasConfig(long id) {
        return choices().hasConfig(id);
    }

    private Choices choices() {
        var stores = stores();
        return stores == null || stores.contained() == null
                ? Choices.ANY
                : stores.catalogue().listing();
    }

    /** One spacecraft. */
    public QueryResult.OfOne spacecraft(long id) {
        var stores = stores();
        if (stores == null) {
            return new QueryResult.NotReady(READING);
        }
        var sweep = stores.contained();
        var entry = stores.catalogue().entry(id);
        if (entry == null) {
            return sweep == null ? new QueryResult.NotReady(NO_SWEEP) : new QueryResult.Unknown(sweep.asOf());
        }
        var row = entry.row();
        if (row != null) {
            return new QueryResult.Held(entry.trueSince(), row);
        }
        var gone = entry.trueSince();
        return new QueryResult.Unknown(sweep != null && sweep.asOf().isAfter(gone) ? sweep.asOf() : gone);
    }

    /** Whether a spacecraft of that id is held; as far as the log is read, so that no is no certainty. */
    public boolean holds(long id) {
        return spacecraft(id) instanceof QueryResult.Held;
    }

    /** As of when a list would be answered; empty where none would be. */
    public Optional<Instant> asOf() {
        return Optional.ofNullable(stores()).map(Stores::contained).map(Sweep::asOf);
    }

    /** As of when a list of those in space would be answered; empty where none would be. */
    public Optional<Instant> inSpaceAsOf() {
        return Optional.ofNullable(stores()).map(Stores::freshness).map(Freshness::inSpace);
    }

    /** All that are held, however fresh; empty while the log is read. */
    public Optional<Listing> listing() {
        return Optional.ofNullable(stores()).map(it -> it.catalogue().listing());
    }

    /** Where the spacecraft are from, as {@code source} of a snapshot has it; empty where nothing was read yet. */
    public Optional<String> source() {
        return Optional.ofNullable(stores()).flatMap(Stores::source);
    }

    /** The last report of a request to upstream; empty where there was none. */
    public Optional<PollReport> lastPoll() {
        return Optional.ofNullable(stores()).map(it -> it.passes().lastPoll());
    }

    /** As of when the list of all is, and that of those in space. */
    private record Freshness(Instant all, Instant inSpace) {}

    private record Stores(CatalogueStore catalogue, PassStore passes) {
        @Nullable
        Sweep contained() {
            return passes.contained(catalogue.passed());
        }

        Optional<String> source() {
            PollReport sweep = contained();
            return Optional.ofNullable(sweep != null ? sweep : passes.lastPoll())
                    .map(PollReport::source);
        }

        /** Null before the first complete sweep. */
        @Nullable
        Freshness freshness() {
            var passed = catalogue.passed();
            var sweep = passes.contained(passed);
            if (sweep == null) {
                return null;
            }
            var watched = passes.watched(passed);
            return new Freshness(
                    sweep.asOf(), watched != null && watched.isAfter(sweep.asOf()) ? watched : sweep.asOf());
        }
    }

    private @Nullable Stores stores() {
        // A global store can be asked while it is read from the log; its answers would go back in time.
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
