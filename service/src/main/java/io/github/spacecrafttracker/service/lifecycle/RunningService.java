package io.github.spacecrafttracker.service.lifecycle;

/** A service that has been started. */
public interface RunningService extends AutoCloseable {
    /**
     * Waits until the service has ended, whether by itself or because it was closed.
     *
     * @throws Exception the cause if the service failed
     */
    void await() throws Exception;

    /** Ends the service and makes {@link #await()} return. Idempotent and thread-safe. */
    @Override
    void close();
}
