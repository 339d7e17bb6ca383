package io.github.spacecrafttracker.local;

import io.github.spacecrafttracker.embedded.upstream.StubUpstream;
import io.github.spacecrafttracker.service.lifecycle.RunningService;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.service.lifecycle.Termination;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the spacecraft of the scenario, which advances by one step every few seconds. The current
 * step is stored in a file and survives restarts.
 */
final class ScenarioUpstream implements RunningService {
    private static final Logger logger = LoggerFactory.getLogger(ScenarioUpstream.class);
    private static final Duration STEP_INTERVAL = Duration.ofSeconds(6);

    private final Scenario scenario;
    private final StubUpstream stub = StubUpstream.start(0);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Termination ended = new Termination();
    private final Path stepFile;
    private long step;

    private ScenarioUpstream(Scenario scenario, Path stepFile, long step) {
        this.scenario = scenario;
        this.stepFile = stepFile;
        this.step = step;
        stub.serve(scenario.at(step));
    }

    /**
     * Starts a server at the last step of the previous run with this directory, or at the last step
     * of the {@link MadeUpPast} if there was none.
     *
     * @throws StartException if the file with the current step cannot be read
     */
    static ScenarioUpstream start(Path directory, Scenario scenario) throws StartException {
        var stepFile = directory.resolve("scenario-step");
        try {
            var step = Files.exists(stepFile)
                    ? Long.parseLong(Files.readString(stepFile).strip())
                    : MadeUpPast.STEPS;
            return new ScenarioUpstream(scenario, stepFile, step);
        } catch (IOException | NumberFormatException e) {
            throw new StartException(
                    "cannot read the current step of the scenario from " + stepFile + ": delete " + directory
                            + " to start from the beginning",
                    e);
        }
    }

    /** Returns whether the past has not been written yet. */
    boolean needsPast() {
        return !Files.exists(stepFile);
    }

    URI baseUrl() {
        return URI.create(stub.baseUrl());
    }

    /** Records that the past has been written. */
    void keepPast() throws StartException {
        try {
            write(stepFile, step);
        } catch (IOException e) {
            throw new StartException("cannot write " + stepFile + ": set LOCAL_DATA_DIR to a writable directory", e);
        }
    }

    /** Starts the scenario. */
    void play() {
        new Thread(this::runSteps, "scenario").start();
    }

    @Override
    public void await() throws Exception {
        ended.await();
    }

    @Override
    public void close() {
        closed.countDown();
        stub.close();
        ended.complete();
    }

    private void runSteps() {
        try {
            do {
                runNextStep();
            } while (!closed.await(STEP_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            ended.complete();
        } catch (IOException | RuntimeException e) {
            ended.fail(e);
        }
    }

    /**
     * Writes the step to the file before it is served, so that a step that was visible is never
     * undone.
     */
    private void runNextStep() throws IOException {
        write(stepFile, step + 1);
        step++;
        stub.serve(scenario.at(step));
        logger.debug("{}", scenario.describe(step));
    }

    private static void write(Path stepFile, long step) throws IOException {
        var newFile = Files.writeString(stepFile.resolveSibling("scenario-step.new"), Long.toString(step));
        Files.move(newFile, stepFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
