package io.github.spacecrafttracker.service.lifecycle;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The end of something that runs, which comes once: by itself, or of a cause. From any thread. */
public final class Termination {
    private final CompletableFuture<Void> came = new CompletableFuture<>();

    /** It ended as it should. */
    public void comes() {
        came.complete(null);
    }

    /** It died. */
    public void comesOf(Throwable cause) {
        came.completeExceptionally(cause);
    }

    /** Waits for the end, and throws the cause where there is one. */
    public void await() throws Exception {
        try {
            came.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Whether it has come, of a cause or by itself. */
    public boolean isThere() {
        return came.isDone();
    }

    /** Whether it has come of a cause. */
    public boolean hasCause() {
        return came.isCompletedExceptionally();
    }
}
