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
 * The registration of the previous broker with this log. That broker has ended, because this one
 * has locked the directory, but the controller would detect this only when the session expires. The
 * controller would then remove all leaders while the new broker ends the transactions of the old
 * one, which {@link BrokerSettings} explains. Removing the registration first prevents this and
 * shortens the start.
 */
final class StaleRegistration {
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(10);
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private StaleRegistration() {}

    /**
     * Removes the registration, if there is one.
     *
     * @param controller the only controller of its quorum, which is starting
     * @param fault a stage that completes if the controller cannot start
     */
    static void remove(Controller controller, CompletableFuture<Throwable> fault) throws Exception {
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
        var deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!controller.isActive()) {
            try {
                throw new IllegalStateException(
                        "its controller failed", fault.get(CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("its controller did not become active within " + TIMEOUT, e);
                }
            }
        }
    }
}
