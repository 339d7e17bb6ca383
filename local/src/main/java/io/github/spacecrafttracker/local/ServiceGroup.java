package io.github.spacecrafttracker.local;

import io.github.spacecrafttracker.service.lifecycle.RunningService;
import io.github.spacecrafttracker.service.lifecycle.Termination;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Several that run side by side in one process: when one ends, all do, with its cause. */
final class ServiceGroup implements RunningService {
    private final Termination ended = new Termination();

    /** @param fatalFault completes with the cause when the broker can't go on */
    ServiceGroup(List<RunningService> all, CompletionStage<Throwable> fatalFault) {
        all.forEach(this::follow);
        var unused = fatalFault.thenAccept(ended::fail);
    }

    @Override
    public void await() throws Exception {
        ended.await();
    }

    @Override
    public void close() {
        ended.complete();
    }

    private void follow(RunningService one) {
        var thread = new Thread(() -> awaitEnd(one), "end-of-" + one.getClass().getSimpleName());
        thread.setDaemon(true);
        thread.start();
    }

    private void awaitEnd(RunningService one) {
        try {
            one.await();
            ended.complete();
        } catch (InterruptedException e) {
            ended.complete();
        } catch (Exception e) {
            ended.fail(e);
        }
    }
}
