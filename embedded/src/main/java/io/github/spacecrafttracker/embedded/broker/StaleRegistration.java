package io.github.spacecrafttracker.embedded.broker;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.controller.Controller;
import org.apache.kafka.controller.ControllerRequestContext;

/**
 * The broker that ran on this log before. It is dead, however it ended, for the folder is ours; its controller does not know that, and would wait until its
 * session has expired. Then it would take all leadership away, while the new broker is already ending the transactions of the old one: see {@link
 * BrokerSettings} for what comes of that. So it is told before the new broker starts, which also starts sooner for it.
 */
final class StaleRegistration {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final Duration ACTIVE_WITHIN = Duration.ofMinutes(1);

    private StaleRegistration() {}

    /**
     * Returns when no broker is registered.
     *
     * @param controller one that is starting, the only one of its quorum
     * @param fault completes if it never will have started
     */
    static void forget(Controller controller, CompletableFuture<Throwable> fault) throws Exception {
        awaitActive(controller, fault);
        var context =
                new ControllerRequestContext(new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
        try {
            controller.unregisterBroker(context, BrokerSettings.NODE_ID).get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
                throw e;
            }
        }
    }

    private static void awaitActive(Controller controller, CompletableFuture<Throwable> fault) throws Exception {
        var deadline = System.nanoTime() + ACTIVE_WITHIN.toNanos();
        while (!controller.isActive()) {
            try {
                throw new IllegalStateException(
                        "its controller has a fault", fault.get(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("its controller was not active within " + ACTIVE_WITHIN, e);
                }
            }
        }
    }
}
