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
 * A real Kafka broker of one node in this process, bound to 127.0.0.1 only, whose log lies in a folder and outlives it.
 *
 * <p>It is made of the same parts as {@link KafkaRaftServer}, put together here for two reasons: that class ends the
 * whole process when a part has a fatal fault, a failed start included, and it cannot be handed sockets. These are
 * Kafka's internals, and no other class touches them.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration HAND_OVER = Duration.ofSeconds(5);
    private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(30);

    private final CompletableFuture<Throwable> fatalFault = new CompletableFuture<>();
    private final DirectoryLock lock;
    private final ListenerSockets ports;
    private final ControllerServer controller;
    private final BrokerServer broker;
    private final int port;

    private EmbeddedBroker(Path folder, DirectoryLock lock, ListenerSockets ports, BrokerSecurity access)
            throws Exception {
        this.lock = lock;
        this.ports = ports;
        this.port = ports.brokerPort();
        KafkaConfig config = new KafkaConfig(
                new BrokerSettings(folder, port, ports.controllerPort(), access).toMap(), /* doLog= */ false);
        formatOnce(config, access);
        var formatted = KafkaRaftServer.initializeLogDirs(config, logger, "");
        MetaPropertiesEnsemble folders = formatted._1();
        SharedServer shared = new SharedServer(
                config,
                folders,
                Time.SYSTEM,
                Server.initializeMetrics(
                        config, Time.SYSTEM, folders.clusterId().orElseThrow()),
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(),
                faultHandlers(),
                (listener, address, backlog, receiveBuffer) -> ports.forListener(listener));
        this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), formatted._2());
        this.broker = new BrokerServer(shared);
    }

    /** As {@link #start(Path, int, BrokerSecurity)}, open to anybody on this machine. */
    public static EmbeddedBroker start(Path folder, int port) {
        return start(folder, port, BrokerSecurity.OPEN);
    }

    /**
     * Starts a broker and returns when clients can use it.
     *
     * @param folder where its log lies or will lie; made if missing. A log found is continued, on whatever port, also
     *     after the process before was killed
     * @param port the port to listen on, 0 for any free one
     * @throws BrokerStartException if it cannot start: a port or a folder in use, a log that cannot be read
     */
    public static EmbeddedBroker start(Path folder, int port, BrokerSecurity access) {
        Path place = folder.toAbsolutePath().normalize();
        ListenerSockets ports = ListenerSockets.bind(port);
        EmbeddedBroker made = make(place, ports, access);
        try {
            made.controller.startup();
            StaleRegistration.forget(made.controller.controller(), made.fatalFault);
            made.broker.startup();
            made.refuseIfFaulty();
            return made;
        } catch (Exception e) {
            made.close();
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw notStarted(place, e);
        }
    }

    /** Kafka counts on having ended the process after a fatal fault: some let the start go on to its end. */
    private void refuseIfFaulty() throws Exception {
        Throwable fault = fatalFault.getNow(null);
        if (fault != null) {
            throw new Exception(firstLine(fault.getCause() == null ? fault : fault.getCause()), fault);
        }
    }

    private static String firstLine(Throwable fault) {
        return String.valueOf(fault.getMessage()).lines().findFirst().orElse(fault.toString());
    }

    private static EmbeddedBroker make(Path folder, ListenerSockets ports, BrokerSecurity access) {
        DirectoryLock lock;
        try {
            lock = DirectoryLock.take(folder);
        } catch (BrokerStartException e) {
            ports.close();
            throw e;
        }
        try {
            return new EmbeddedBroker(folder, lock, ports, access);
        } catch (Exception e) {
            ports.close();
            lock.close();
            throw notStarted(folder, e);
        }
    }

    private static BrokerStartException notStarted(Path folder, Exception cause) {
        return new BrokerStartException("the broker did not start in " + folder + ": " + firstLine(cause), cause);
    }

    /** The port that clients connect to. */
    public int port() {
        return port;
    }

    /** The value for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /**
     * Completes, normally, with the first fault that this broker cannot live with; never while it is healthy. Then it is
     * to be closed. Only the loss of its folder is beyond this: Kafka halts the process for it.
     */
    public CompletionStage<Throwable> fatalFault() {
        return fatalFault.copy();
    }

    /**
     * Stops the broker cleanly, within half a minute. It goes on if the calling thread is interrupted: Kafka would take
     * an interrupted write for a broken disk.
     */
    @Override
    public void close() {
        Thread closing = new Thread(this::stop, "broker-close");
        closing.setDaemon(true);
        closing.start();
        if (!ended(closing, CLOSE_AT_MOST)) {
            logger.error("The broker did not stop within {}; its folder is recovered at the next start", CLOSE_AT_MOST);
        }
    }

    /**
     * As it stops Kafka interrupts threads of its own, also in the middle of a write: that looks to it like a broken disk,
     * for which it would halt the process. What was not written is done at the next start.
     */
    private void stop() {
        Exit.setHaltProcedure((status, message) -> logger.warn("A write was cut off as the broker stopped"));
        try {
            broker.shutdown(HAND_OVER);
            controller.shutdown();
        } finally {
            Exit.resetHaltProcedure();
        }
        ports.close();
        lock.close();
    }

    private static boolean ended(Thread thread, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
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
            LoggingFaultHandler logged = new LoggingFaultHandler(name, action);
            if (!fatal) {
                return logged;
            }
            return (message, cause) -> {
                RuntimeException fault = logged.handleFault(message, cause);
                fatalFault.complete(fault);
                return fault;
            };
        };
    }

    /** Gives a new folder its identity, at random; leaves one that has it alone. */
    private static void formatOnce(KafkaConfig config, BrokerSecurity access) throws Exception {
        var known = new MetaPropertiesEnsemble.Loader()
                .addLogDirs(config.logDirs())
                .addMetadataLogDir(config.metadataLogDir())
                .load();
        new Formatter()
                .setPrintStream(new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(BrokerSettings.NODE_ID)
                .setClusterId(
                        known.clusterId().orElseGet(() -> Uuid.randomUuid().toString()))
                .setDirectories(config.logDirs())
                .setMetadataLogDirectory(config.metadataLogDir())
                .setControllerListenerName(BrokerSettings.CONTROLLER)
                .setIgnoreFormatted(true)
                .setScramArguments(access.credentials())
                .run();
    }
}
