package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.service.BrokerContact;
import io.github.spacecrafttracker.service.Cause;
import io.github.spacecrafttracker.service.Health;
import io.github.spacecrafttracker.streams.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Live until an application has died. Ready when the view holds what the log held when it started, and a complete sweep: it answers alone, so that the diff
 * may move from one instance to another, and the brokers be away, without any of them being taken out of service.
 */
final class StreamsHealth implements Health {
    private final StreamsRunner diff;
    private final StreamsRunner reader;
    private final View view;
    private final BrokerContact contact;

    StreamsHealth(StreamsRunner diff, StreamsRunner reader, View view, BrokerContact contact) {
        this.diff = diff;
        this.reader = reader;
        this.view = view;
        this.contact = contact;
    }

    @Override
    public List<String> notLive() {
        var reasons = new ArrayList<String>();
        for (var application : List.of(diff, reader)) {
            var cause = cause(application.ended());
            if (cause != null) {
                reasons.add(Cause.inOneLine(cause));
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
        if (view.asOf().isEmpty()) {
            reasons.add("the view contains no complete sweep");
        }
        return reasons;
    }

    @Override
    public List<String> notes() {
        var notes = new ArrayList<>(contact.faults());
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
