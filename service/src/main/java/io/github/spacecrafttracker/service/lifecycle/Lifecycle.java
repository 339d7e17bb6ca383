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
 * The life of a service's process: start, wait, close, an exit code; every end in readable lines. A signal closes it as well, and the JVM then exits with
 * the signal's own code.
 */
public final class Lifecycle {
    private static final Logger logger = LoggerFactory.getLogger(Lifecycle.class);

    private final String name;
    private final Environment environment;
    private final Starter starter;
    private final Closer closing = new Closer();
    private boolean endLogged;

    private Lifecycle(String name, Environment environment, Starter starter) {
        this.name = name;
        this.environment = environment;
        this.starter = starter;
    }

    /**
     * Runs a service to its end, with the settings of the process.
     *
     * @param name what its lines begin with
     * @return what to pass to {@link System#exit}, which must be called, for threads of others may keep the JVM alive
     */
    public static int run(String name, Starter starter) {
        return run(name, System.getenv(), starter);
    }

    /** As {@link #run(String, Starter)}, with settings from elsewhere. */
    public static int run(String name, Map<String, String> variables, Starter starter) {
        var life = new Lifecycle(name, new Environment(variables), starter);
        return life.untilClosed().code();
    }

    /** The threads that the service starts belong to its own group, so that what escapes them is logged even in somebody else's JVM. */
    private ExitCode untilClosed() {
        var threads = new OwnThreads(name);
        var hook = new Thread(threads, this::close, name + "-signal");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            var life = new FutureTask<>(this::live);
            var thread = new Thread(threads, life, name);
            thread.start();
            return outcome(life, thread);
        } finally {
            close();
            remove(hook);
        }
    }

    /** Whoever reads that it has stopped may use its ports and directories. */
    private void close() {
        closing.close();
        logStopped();
    }

    /** Not after a close has begun, because "stopped" is the last line. */
    private synchronized void logStarted() {
        if (!closing.begun()) {
            logger.info("{}: started with {}", name, environment.inForce());
        }
    }

    private synchronized void logStopped() {
        if (!endLogged) {
            endLogged = true;
            logger.info("{}: stopped", name);
        }
    }

    private ExitCode outcome(FutureTask<ExitCode> life, Thread thread) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return life.get();
                } catch (InterruptedException e) {
                    // Whoever interrupts wants it to end.
                    interrupted = true;
                    thread.interrupt();
                    close();
                } catch (ExecutionException e) {
                    return ended(ExitCode.FAILED, "died:", List.of(Causes.inOneLine(e)), e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ExitCode live() {
        Running running;
        try {
            LogLevel.from(environment);
            LogFormat.from(environment);
            running = closing.add(starter.start(closing, environment));
        } catch (InvalidSettingsException e) {
            return ended(ExitCode.SETTINGS, "settings are faulty:", e.faults(), e);
        } catch (StartException e) {
            return ended(ExitCode.START, "cannot start:", e.lines(), e);
        } catch (Exception e) {
            return ended(ExitCode.START, "cannot start:", List.of(Causes.inOneLine(e)), e);
        } finally {
            environment.withoutEffect().forEach(logger::warn);
        }
        logStarted();
        try {
            running.await();
            return ExitCode.STOPPED;
        } catch (StartException e) {
            // What only shows when its work begins, such as when it is its turn after others.
            return ended(ExitCode.START, "cannot go on:", e.lines(), e);
        } catch (Exception e) {
            return ended(ExitCode.FAILED, "died:", List.of(Causes.inOneLine(e)), e);
        }
    }

    /** What fails because it is being closed is no failure. */
    private synchronized ExitCode ended(ExitCode code, String what, List<String> lines, Throwable cause) {
        if (closing.begun()) {
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

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            logger.debug("a signal came: the hook is at work or done");
        }
    }

    private static final class OwnThreads extends ThreadGroup {
        OwnThreads(String name) {
            super(name);
        }

        @Override
        public void uncaughtException(Thread thread, Throwable failure) {
            logger.error("thread {} died: {}", thread.getName(), Causes.inOneLine(failure));
        }
    }
}
