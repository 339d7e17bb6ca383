package io.github.spacecrafttracker.service.lifecycle;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The one-time end of a running component, with its cause if it failed. Thread-safe. */
public final class Termination {
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /** Records an orderly end. */
    public void complete() {
        end.complete(null);
    }

    /** Records a failure. */
    public void fail(Throwable cause) {
        end.completeExceptionally(cause);
    }

    /** Waits for the end, and throws the cause if the component failed. */
    public void await() throws Exception {
        try {
            end.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    public boolean isDone() {
        return end.isDone();
    }

    public boolean isFailed() {
        return end.isCompletedExceptionally();
    }
}
