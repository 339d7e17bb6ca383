package io.github.spacecrafttracker.local;

import io.github.spacecrafttracker.service.lifecycle.RunningService;
import io.github.spacecrafttracker.service.lifecycle.Termination;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Services that run in one process. When one of them ends, all end with its cause. */
final class ServiceGroup implements RunningService {
    private final Termination ended = new Termination();

    /**
     * @param brokerFailure a stage that completes with the cause if the embedded broker cannot
     *     continue
     */
    ServiceGroup(List<RunningService> services, CompletionStage<Throwable> brokerFailure) {
        services.forEach(this::follow);
        var unused = brokerFailure.thenAccept(ended::fail);
    }

    @Override
    public void await() throws Exception {
        ended.await();
    }

    @Override
    public void close() {
        ended.complete();
    }

    private void follow(RunningService service) {
        var thread = new Thread(
                () -> awaitEnd(service), "end-of-" + service.getClass().getSimpleName());
        thread.setDaemon(true);
        thread.start();
    }

    private void awaitEnd(RunningService service) {
        try {
            service.await();
            ended.complete();
        } catch (InterruptedException e) {
            ended.complete();
        } catch (Exception e) {
            ended.fail(e);
        }
    }
}
