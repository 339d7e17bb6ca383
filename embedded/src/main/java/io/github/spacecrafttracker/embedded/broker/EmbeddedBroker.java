package io.github.spacecrafttracker.embedded.broker;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.FaultHandlerFactory;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.Exit;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker with one node in this process, bound to 127.0.0.1 only. Its log is in a directory
 * and is kept when the broker stops.
 *
 * <p>It assembles the same parts as {@link KafkaRaftServer}, which cannot be used for two reasons:
 * it ends the process on a fatal fault, including a failed start, and it does not accept sockets.
 * Only this package uses these internals of Kafka.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final CompletableFuture<Throwable> fatalFault = new CompletableFuture<>();
    private final DirectoryLock lock;
    private final ListenerSockets sockets;
    private final ControllerServer controller;
    private final BrokerServer broker;
    private final int port;

    private EmbeddedBroker(Path directory, DirectoryLock lock, ListenerSockets sockets, BrokerSecurity security)
            throws Exception {
        this.lock = lock;
        this.sockets = sockets;
        this.port = sockets.brokerPort();
        KafkaConfig config = new KafkaConfig(
                new BrokerSettings(directory, port, sockets.controllerPort(), security).toMap(), /* doLog= */ false);
        formatOnce(config, security);
        var formatted = KafkaRaftServer.initializeLogDirs(config, logger, "");
        MetaPropertiesEnsemble metadata = formatted._1();
        SharedServer shared = new SharedServer(
                config,
                metadata,
                Time.SYSTEM,
                Server.initializeMetrics(
                        config, Time.SYSTEM, metadata.clusterId().orElseThrow()),
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(),
                faultHandlers(),
                (listener, address, backlog, receiveBuffer) -> sockets.forListener(listener));
        this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), formatted._2());
        this.broker = new BrokerServer(shared);
    }

    /** Starts a broker that any client on this machine can use. */
    public static EmbeddedBroker start(Path directory, int port) {
        return start(directory, port, BrokerSecurity.OPEN);
    }

    /**
     * Starts a broker, and waits until clients can use it.
     *
     * @param path the directory of its log, created if missing. An existing log is continued, on
     *     any port, even after a kill
     * @param port the port to listen on; 0 for any free port
     * @throws BrokerStartException if the port or the directory is in use, or the log cannot be
     *     read
     */
    public static EmbeddedBroker start(Path path, int port, BrokerSecurity security) {
        Path directory = path.toAbsolutePath().normalize();
        ListenerSockets sockets = ListenerSockets.bind(port);
        EmbeddedBroker embedded = create(directory, sockets, security);
        try {
            embedded.controller.startup();
            StaleRegistration.remove(embedded.controller.controller(), embedded.fatalFault);
            embedded.broker.startup();
            embedded.requireNoFault();
            return embedded;
        } catch (Exception e) {
            embedded.close();
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw notStarted(directory, e);
        }
    }

    /**
     * Checks for a fatal fault, because Kafka expects such a fault to end the process, so a start
     * can return normally after some faults.
     */
    private void requireNoFault() throws Exception {
        Throwable fault = fatalFault.getNow(null);
        if (fault != null) {
            throw new Exception(firstLine(fault.getCause() == null ? fault : fault.getCause()), fault);
        }
    }

    private static String firstLine(Throwable fault) {
        return String.valueOf(fault.getMessage()).lines().findFirst().orElse(fault.toString());
    }

    private static EmbeddedBroker create(Path directory, ListenerSockets sockets, BrokerSecurity security) {
        DirectoryLock lock;
        try {
            lock = DirectoryLock.take(directory);
        } catch (BrokerStartException e) {
            sockets.close();
            throw e;
        }
        try {
            return new EmbeddedBroker(directory, lock, sockets, security);
        } catch (Exception e) {
            sockets.close();
            lock.close();
            throw notStarted(directory, e);
        }
    }

    private static BrokerStartException notStarted(Path directory, Exception cause) {
        return new BrokerStartException("the broker did not start in " + directory + ": " + firstLine(cause), cause);
    }

    /** Returns the port to which clients connect. */
    public int port() {
        return port;
    }

    /** Returns the value for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /**
     * Returns a stage that completes normally with the first fatal fault, after which the broker
     * must be closed. The only exception is the loss of the directory, for which Kafka halts the
     * process.
     */
    public CompletionStage<Throwable> fatalFault() {
        return fatalFault.copy();
    }

    /**
     * Stops the broker cleanly, within 30 seconds. An interrupt of the calling thread has no
     * effect, because Kafka would treat an interrupted write as a disk failure.
     */
    @Override
    public void close() {
        Thread closing = new Thread(this::stop, "broker-close");
        closing.setDaemon(true);
        closing.start();
        if (!join(closing, CLOSE_TIMEOUT)) {
            logger.error("The broker did not stop within {}; its log is recovered at the next start", CLOSE_TIMEOUT);
        }
    }

    /**
     * Stops the parts. Kafka interrupts its own threads while it stops, even during a write, which
     * it then treats as a disk failure and halts the process. The next start recovers the unwritten
     * data.
     */
    private void stop() {
        Exit.setHaltProcedure((status, message) ->
                logger.warn("A write was interrupted because the broker is stopping; the next start recovers it"));
        try {
            broker.shutdown(SHUTDOWN_TIMEOUT);
            controller.shutdown();
        } finally {
            Exit.resetHaltProcedure();
        }
        sockets.close();
        lock.close();
    }

    private static boolean join(Thread thread, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean interrupted = false;
        while (thread.isAlive() && System.nanoTime() < deadline) {
            try {
                thread.join(100);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private FaultHandlerFactory faultHandlers() {
        return (name, fatal, action) -> {
            LoggingFaultHandler handler = new LoggingFaultHandler(name, action);
            if (!fatal) {
                return handler;
            }
            return (message, cause) -> {
                RuntimeException fault = handler.handleFault(message, cause);
                fatalFault.complete(fault);
                return fault;
            };
        };
    }

    /** Formats a new directory with a random cluster id, and leaves a formatted one unchanged. */
    private static void formatOnce(KafkaConfig config, BrokerSecurity security) throws Exception {
        var existing = new MetaPropertiesEnsemble.Loader()
                .addLogDirs(config.logDirs())
                .addMetadataLogDir(config.metadataLogDir())
                .load();
        new Formatter()
                .setPrintStream(new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(BrokerSettings.NODE_ID)
                .setClusterId(
                        existing.clusterId().orElseGet(() -> Uuid.randomUuid().toString()))
                .setDirectories(config.logDirs())
                .setMetadataLogDirectory(config.metadataLogDir())
                .setControllerListenerName(BrokerSettings.CONTROLLER)
                .setIgnoreFormatted(true)
                .setScramArguments(security.credentials())
                .run();
    }
}
