package io.github.spacecrafttracker.streams;

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
 * may move from one instance to another without any of them being taken out of service.
 */
final class Status implements Health {
    private final Application diff;
    private final Application reader;
    private final View view;

    Status(Application diff, Application reader, View view) {
        this.diff = diff;
        this.reader = reader;
        this.view = view;
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
        return diff.isRunning() ? List.of() : List.of(state(diff));
    }

    private static String state(Application application) {
        return application.name() + " is "
                + application.streams().state().name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Throwable cause(CompletableFuture<Void> ended) {
        return ended.handle((nothing, failure) -> failure).getNow(null);
    }
}
