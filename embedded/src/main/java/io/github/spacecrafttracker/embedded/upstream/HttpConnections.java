package io.github.spacecrafttracker.embedded.upstream;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks HTTP/1.1, one request per connection. The JDK's server would do, but it always writes its own {@code Date} and
 * cannot break a connection off in each of the ways that happen.
 */
final class HttpConnections implements AutoCloseable {
    /** Answers a request; it may take its time. */
    interface Handler {
        Reply answer(RecordedRequest request) throws InterruptedException;
    }

    private static final Logger logger = LoggerFactory.getLogger(HttpConnections.class);
    private static final int AT_A_TIME = 16;
    private static final int SILENCE_AT_MOST_MS = 10_000;

    private final ServerSocket listening;
    private final Handler handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService answering;

    HttpConnections(ServerSocket listening, Handler handler) {
        this.listening = listening;
        this.handler = handler;
        AtomicInteger made = new AtomicInteger();
        this.answering = Executors.newFixedThreadPool(
                AT_A_TIME, task -> daemon(task, "stub-upstream-" + made.incrementAndGet()));
    }

    void begin() {
        daemon(this::accept, "stub-upstream-accept").start();
    }

    int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() {
        closeQuietly(listening);
        answering.shutdownNow();
        open.forEach(HttpConnections::closeQuietly);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                answering.execute(() -> serve(socket));
            } catch (IOException | RejectedExecutionException e) {
                if (!listening.isClosed()) {
                    logger.error("The stub could not accept a connection", e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(SILENCE_AT_MOST_MS);
            RecordedRequest request = RequestReader.read(new BufferedInputStream(socket.getInputStream()));
            handler.answer(request).send(socket, request.method());
        } catch (IOException clientGone) {
            logger.debug("The client sent no request or did not wait for its reply", clientGone);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            logger.error("The stub could not answer", e);
        } finally {
            open.remove(socket);
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is given up either way.
        }
    }
}
