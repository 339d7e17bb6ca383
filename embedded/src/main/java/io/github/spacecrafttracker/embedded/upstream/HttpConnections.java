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
 * An HTTP/1.1 server with one request per connection. The JDK's server is not used because it
 * always writes its own {@code Date} and cannot interrupt a connection in all the required ways.
 */
final class HttpConnections implements AutoCloseable {
    /** Handles a request. May block. */
    interface Handler {
        Reply answer(RecordedRequest request) throws InterruptedException;
    }

    private static final Logger logger = LoggerFactory.getLogger(HttpConnections.class);
    private static final int MAX_CONCURRENT = 16;
    private static final int READ_TIMEOUT_MS = 10_000;

    private final ServerSocket serverSocket;
    private final Handler handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers;

    HttpConnections(ServerSocket serverSocket, Handler handler) {
        this.serverSocket = serverSocket;
        this.handler = handler;
        AtomicInteger started = new AtomicInteger();
        this.workers = Executors.newFixedThreadPool(
                MAX_CONCURRENT, task -> daemon(task, "stub-upstream-" + started.incrementAndGet()));
    }

    void start() {
        daemon(this::accept, "stub-upstream-accept").start();
    }

    int port() {
        return serverSocket.getLocalPort();
    }

    @Override
    public void close() {
        closeQuietly(serverSocket);
        workers.shutdownNow();
        open.forEach(HttpConnections::closeQuietly);
    }

    private void accept() {
        while (!serverSocket.isClosed()) {
            try {
                Socket socket = serverSocket.accept();
                open.add(socket);
                workers.execute(() -> serve(socket));
            } catch (IOException | RejectedExecutionException e) {
                if (!serverSocket.isClosed()) {
                    logger.error("The stub upstream cannot accept a connection", e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(READ_TIMEOUT_MS);
            RecordedRequest request = RecordedRequest.read(new BufferedInputStream(socket.getInputStream()));
            handler.answer(request).send(socket, request.method());
        } catch (IOException clientGone) {
            logger.debug("The client sent no request or did not wait for its reply", clientGone);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            logger.error("The stub upstream cannot answer a request", e);
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
            // The socket is discarded in any case.
        }
    }
}
