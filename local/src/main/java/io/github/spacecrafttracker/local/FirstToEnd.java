package io.github.spacecrafttracker.local;

import io.github.spacecrafttracker.service.Running;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** Several that run side by side in one process: when one ends, all do, with its cause. */
final class FirstToEnd implements Running {
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** @param fatalFault completes with the cause when the broker can't go on */
    FirstToEnd(List<Running> all, CompletionStage<Throwable> fatalFault) {
        all.forEach(this::follow);
        var unused = fatalFault.thenAccept(ended::completeExceptionally);
    }

    @Override
    public void await() throws Exception {
        try {
            ended.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Override
    public void close() {
        ended.complete(null);
    }

    private void follow(Running one) {
        var thread = new Thread(() -> awaitEnd(one), "end-of-" + one.getClass().getSimpleName());
        thread.setDaemon(true);
        thread.start();
    }

    private void awaitEnd(Running one) {
        try {
            one.await();
            ended.complete(null);
        } catch (InterruptedException e) {
            ended.complete(null);
        } catch (Exception e) {
            ended.completeExceptionally(e);
        }
    }
}
