package io.github.spacecrafttracker.service.lifecycle;

import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.github.spacecrafttracker.service.config.Environment;
import io.github.spacecrafttracker.service.config.InvalidSettingsException;
import io.github.spacecrafttracker.service.text.Causes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a service's process from its start to its exit code. The end is logged, whatever the cause.
 * A signal also closes the service, and the JVM then exits with the signal's code.
 */
public final class Lifecycle {
    private static final Logger logger = LoggerFactory.getLogger(Lifecycle.class);

    private final String name;
    private final Environment environment;
    private final Start start;
    private final Closer closer = new Closer();
    private boolean endLogged;

    private Lifecycle(String name, Environment environment, Start start) {
        this.name = name;
        this.environment = environment;
        this.start = start;
    }

    /** Starts one service: reads its settings, opens its clients, then runs it. */
    public interface Start {
        /**
         * Starts the service.
         *
         * @param closer receives each resource as soon as it is opened, and closes it after the
         *     service has ended or if the start fails; the returned service need not be added
         * @throws InvalidSettingsException see {@link Environment#check()}
         * @throws StartException if an external cause prevents the start
         * @throws Exception if there is a bug
         */
        RunningService start(Closer closer, Environment environment) throws Exception;
    }

    /**
     * Runs a service to its end, with the settings of the process.
     *
     * @param name the prefix of its log lines
     * @return the code for {@link System#exit}, which must be called because threads of libraries
     *     may keep the JVM alive
     */
    public static int run(String name, Start start) {
        return run(name, System.getenv(), start);
    }

    /** Runs a service like {@link #run(String, Start)}, with these variables as its environment. */
    public static int run(String name, Map<String, String> variables, Start start) {
        return new Lifecycle(name, new Environment(variables), start).run().code();
    }

    /**
     * Runs the service in a separate thread group, so that uncaught exceptions of its threads are
     * logged, even if the JVM also runs other code.
     */
    private ExitCode run() {
        var threads = new LoggingThreadGroup(name);
        var hook = new Thread(threads, this::close, name + "-signal");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            var service = new FutureTask<>(this::runService);
            var thread = new Thread(threads, service, name);
            thread.start();
            return await(service, thread);
        } finally {
            close();
            removeHook(hook);
        }
    }

    /** The ports and directories of the service are free once "stopped" is logged. */
    private void close() {
        closer.close();
        logStopped();
    }

    private ExitCode await(FutureTask<ExitCode> service, Thread thread) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return service.get();
                } catch (InterruptedException e) {
                    // An interrupt requests the end of the service.
                    interrupted = true;
                    thread.interrupt();
                    close();
                } catch (ExecutionException e) {
                    return failed(ExitCode.FAILED, "died:", List.of(Causes.inOneLine(e)), e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ExitCode runService() {
        RunningService service;
        try {
            LogSettings.check(environment);
            service = closer.add(start.start(closer, environment));
        } catch (InvalidSettingsException e) {
            return failed(ExitCode.SETTINGS, "invalid settings:", e.errors(), e);
        } catch (StartException e) {
            return failed(ExitCode.START, "cannot start:", e.lines(), e);
        } catch (Exception e) {
            return failed(ExitCode.START, "cannot start:", List.of(Causes.inOneLine(e)), e);
        } finally {
            environment.warnings().forEach(logger::warn);
        }
        logStarted();
        try {
            service.await();
            return ExitCode.STOPPED;
        } catch (StartException e) {
            // Some external causes only occur later, such as when a standby becomes the leader.
            return failed(ExitCode.START, "cannot continue:", e.lines(), e);
        } catch (Exception e) {
            return failed(ExitCode.FAILED, "died:", List.of(Causes.inOneLine(e)), e);
        }
    }

    /** Logs nothing once a close has begun, because "stopped" is the last line. */
    private synchronized void logStarted() {
        if (!closer.isClosing()) {
            logger.info("{}: started with {}", name, environment.effective());
        }
    }

    private synchronized void logStopped() {
        if (!endLogged) {
            endLogged = true;
            logger.info("{}: stopped", name);
        }
    }

    /** A failure during a close is a consequence of the close, so it is not logged. */
    private synchronized ExitCode failed(ExitCode code, String what, List<String> lines, Throwable cause) {
        if (closer.isClosing()) {
            return ExitCode.STOPPED;
        }
        endLogged = true;
        logger.error("{}: {}", name, what);
        lines.forEach(line -> logger.error("  {}", line));
        if (logger.isDebugEnabled()) {
            ThrowableProxyUtil.asString(new ThrowableProxy(cause)).lines().forEach(logger::debug);
        }
        return code;
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            logger.debug("The JVM is shutting down, so the shutdown hook has been started");
        }
    }

    private static final class LoggingThreadGroup extends ThreadGroup {
        LoggingThreadGroup(String name) {
            super(name);
        }

        @Override
        public void uncaughtException(Thread thread, Throwable failure) {
            logger.error("Thread {} died: {}", thread.getName(), Causes.inOneLine(failure));
        }
    }
}
