package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.service.Cause;
import io.github.spacecrafttracker.service.Health;
import io.github.spacecrafttracker.streams.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Live until an application has died. Ready when both run, and the view contains a complete sweep. */
final class Status implements Health {
    private final List<Application> applications;
    private final View view;

    Status(List<Application> applications, View view) {
        this.applications = List.copyOf(applications);
        this.view = view;
    }

    @Override
    public List<String> notLive() {
        var reasons = new ArrayList<String>();
        for (var application : applications) {
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
        for (var application : applications) {
            if (!application.isRunning()) {
                reasons.add(application.name() + " is "
                        + application.streams().state().name().toLowerCase(Locale.ROOT));
            }
        }
        if (view.asOf().isEmpty()) {
            reasons.add("the view contains no complete sweep");
        }
        return reasons;
    }

    private static @Nullable Throwable cause(CompletableFuture<Void> ended) {
        return ended.handle((nothing, failure) -> failure).getNow(null);
    }
}
