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
 * Live until an application has died. Ready when the catalogue holds what the log held when it started, and a complete sweep: it answers alone, so that the diff
 * may move from one instance to another, and the brokers be away, without any of them being taken out of service.
 */
public final class StreamsHealth implements Health {
    private final StreamsRunner diff;
    private final StreamsRunner reader;
    private final Catalogue catalogue;
    private final BrokerReachability contact;

    public StreamsHealth(StreamsRunner diff, StreamsRunner reader, Catalogue catalogue, BrokerReachability contact) {
        this.diff = diff;
        this.reader = reader;
        this.catalogue = catalogue;
        this.contact = contact;
    }

    @Override
    public List<String> notLive() {
        var reasons = new ArrayList<String>();
        for (var application : List.of(diff, reader)) {
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
        if (!reader.isRunning()) {
            reasons.add(state(reader));
        }
        if (catalogue.asOf().isEmpty()) {
            reasons.add("the catalogue contains no complete sweep");
        }
        return reasons;
    }

    @Override
    public List<String> notes() {
        var notes = new ArrayList<>(contact.problems());
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
