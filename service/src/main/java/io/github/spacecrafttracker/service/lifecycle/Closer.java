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
 * What was opened, closed in reverse order: each once, each for a bounded time, and none kept open by the failure of another. For any number of threads:
 * whoever closes second waits for the first.
 */
public final class Closer implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(Closer.class);

    private final Duration each;
    private final Deque<Opened> opened = new ArrayDeque<>();
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private boolean begun;

    private record Opened(AutoCloseable something, Duration atMost) {}

    /** Waits up to 30 seconds for each. */
    public Closer() {
        this(Duration.ofSeconds(30));
    }

    Closer(Duration each) {
        this.each = each;
    }

    /**
     * Takes over the closing of something; of what it has already, nothing more.
     *
     * @return the same
     * @throws IllegalStateException if closing has begun; then it is closed at once
     */
    public <T extends AutoCloseable> T add(T something) {
        return add(something, each);
    }

    /**
     * As {@link #add(AutoCloseable)}.
     *
     * @param atMost how long this one is waited for
     */
    public <T extends AutoCloseable> T add(T something, Duration atMost) {
        synchronized (opened) {
            if (!begun) {
                if (opened.stream().noneMatch(other -> other.something() == something)) {
                    opened.push(new Opened(something, atMost));
                }
                return something;
            }
        }
        close(new Opened(something, atMost));
        throw new IllegalStateException("opened while closing");
    }

    /** Whether it was told to close. */
    boolean begun() {
        synchronized (opened) {
            return begun;
        }
    }

    @Override
    public void close() {
        synchronized (opened) {
            begun = true;
        }
        oneAtATime.lock();
        try {
            for (var next = next(); next != null; next = next()) {
                close(next);
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    private @Nullable Opened next() {
        synchronized (opened) {
            return opened.poll();
        }
    }

    private void close(Opened one) {
        var something = one.something();
        var task = new FutureTask<Void>(() -> {
            something.close();
            return null;
        });
        var thread = new Thread(task, "closing");
        thread.setDaemon(true);
        thread.start();
        try {
            awaitThroughInterrupts(task, one.atMost());
        } catch (ExecutionException e) {
            logger.warn("closing {} failed: {}", nameOf(something), Causes.inOneLine(e));
        } catch (TimeoutException e) {
            logger.warn(
                    "closing {} took longer than {} s; going on without it",
                    nameOf(something),
                    one.atMost().toSeconds());
        }
    }

    /** An interrupted thread still has to close. */
    private static void awaitThroughInterrupts(FutureTask<Void> task, Duration atMost)
            throws ExecutionException, TimeoutException {
        long end = System.nanoTime() + atMost.toNanos();
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

    private static String nameOf(AutoCloseable something) {
        return something.getClass().getSimpleName();
    }
}
