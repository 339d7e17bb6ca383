package io.github.spacecrafttracker.service.lifecycle;

/** A service that was started. */
public interface Running extends AutoCloseable {
    /**
     * Returns when the service has ended by itself, or because it was closed.
     *
     * @throws Exception its cause, when it died
     */
    void await() throws Exception;

    /** Ends it, from any thread, and makes {@link #await()} return. Closing what is closed does nothing. */
    @Override
    void close();
}
