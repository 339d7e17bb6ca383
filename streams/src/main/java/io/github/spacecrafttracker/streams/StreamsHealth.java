package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.service.kafka.BrokerReachability;
import io.github.spacecrafttracker.service.management.Health;
import io.github.spacecrafttracker.service.text.Causes;
import io.github.spacecrafttracker.streams.catalogue.Catalogue;
import io.github.spacecrafttracker.streams.runtime.StreamsRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The health of an instance. It is live unless one of its applications has died. It is ready once
 * the catalogue has been restored and contains a complete sweep. An instance needs only the
 * catalogue to serve requests, so it stays ready while the diff rebalances and while no broker is
 * reachable.
 */
public final class StreamsHealth implements Health {
    private final StreamsRunner diff;
    private final StreamsRunner catalogueUpdates;
    private final Catalogue catalogue;
    private final BrokerReachability reachability;

    public StreamsHealth(
            StreamsRunner diff, StreamsRunner catalogueUpdates, Catalogue catalogue, BrokerReachability reachability) {
        this.diff = diff;
        this.catalogueUpdates = catalogueUpdates;
        this.catalogue = catalogue;
        this.reachability = reachability;
    }

    @Override
    public List<String> notLive() {
        var reasons = new ArrayList<String>();
        for (var application : List.of(diff, catalogueUpdates)) {
            var cause = cause(application.ended());
            if (cause != null) {
                reasons.add(Causes.inOneLine(cause));
            }
        }
        return reasons;
    }

    @Override
    public List<String> notReady() {
        var reasons = new ArrayList<String>();
        if (!catalogueUpdates.isRunning()) {
            reasons.add(state(catalogueUpdates));
        }
        if (catalogue.asOf().isEmpty()) {
            reasons.add("the catalogue contains no complete sweep");
        }
        return reasons;
    }

    @Override
    public List<String> notes() {
        var notes = new ArrayList<>(reachability.problems());
        if (!diff.isRunning()) {
            notes.add(state(diff));
        }
        return notes;
    }

    private static String state(StreamsRunner application) {
        return application.name() + " is "
                + application.streams().state().name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Throwable cause(CompletableFuture<Void> ended) {
        return ended.handle((nothing, failure) -> failure).getNow(null);
    }
}
