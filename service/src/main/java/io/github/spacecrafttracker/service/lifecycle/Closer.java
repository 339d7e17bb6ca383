package io.github.spacecrafttracker.service.lifecycle;

import io.github.spacecrafttracker.service.text.Causes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes resources in the reverse order in which they were opened. Each is closed once, within a
 * time limit, even if another fails to close. Thread-safe: a second caller of {@link #close()}
 * waits for the first.
 */
public final class Closer implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(Closer.class);

    private final Duration timeout;
    private final Deque<Resource> resources = new ArrayDeque<>();
    private final ReentrantLock closeLock = new ReentrantLock();
    private boolean closing;

    private record Resource(AutoCloseable closeable, Duration timeout) {}

    /** Waits up to 30 seconds for each resource. */
    public Closer() {
        this(Duration.ofSeconds(30));
    }

    Closer(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Adds a resource to close. Ignores a resource that was added before.
     *
     * @return the same resource
     * @throws IllegalStateException if closing has begun; the resource is then closed at once
     */
    public <T extends AutoCloseable> T add(T resource) {
        return add(resource, timeout);
    }

    /**
     * Adds a resource like {@link #add(AutoCloseable)}.
     *
     * @param timeout the maximum time to wait for this resource
     */
    public <T extends AutoCloseable> T add(T resource, Duration timeout) {
        synchronized (resources) {
            if (!closing) {
                if (resources.stream().noneMatch(other -> other.closeable() == resource)) {
                    resources.push(new Resource(resource, timeout));
                }
                return resource;
            }
        }
        close(new Resource(resource, timeout));
        throw new IllegalStateException("opened while closing");
    }

    /** Returns whether {@link #close()} has been called. */
    boolean isClosing() {
        synchronized (resources) {
            return closing;
        }
    }

    @Override
    public void close() {
        synchronized (resources) {
            closing = true;
        }
        closeLock.lock();
        try {
            for (var next = next(); next != null; next = next()) {
                close(next);
            }
        } finally {
            closeLock.unlock();
        }
    }

    private @Nullable Resource next() {
        synchronized (resources) {
            return resources.poll();
        }
    }

    private void close(Resource resource) {
        var closeable = resource.closeable();
        var name = closeable.getClass().getSimpleName();
        var task = new FutureTask<Void>(() -> {
            closeable.close();
            return null;
        });
        var thread = new Thread(task, "closing");
        thread.setDaemon(true);
        thread.start();
        try {
            awaitThroughInterrupts(task, resource.timeout());
        } catch (ExecutionException e) {
            logger.warn("Closing {} failed: {}", name, Causes.inOneLine(e));
        } catch (TimeoutException e) {
            logger.warn(
                    "Closing {} takes longer than {} s; continuing without it",
                    name,
                    resource.timeout().toSeconds());
        }
    }

    /** Runs without interruption, because an interrupted thread must also close the resources. */
    private static void awaitThroughInterrupts(FutureTask<Void> task, Duration timeout)
            throws ExecutionException, TimeoutException {
        long end = System.nanoTime() + timeout.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
