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

/** Serves the recorded spacecraft, and then, a step every few seconds, what the scenario makes up. Where it stands is kept in a file. */
final class ScenarioUpstream implements RunningService {
    private static final Duration STEP = Duration.ofSeconds(6);

    private final Scenario scenario = new Scenario();
    private final StubUpstream stub = StubUpstream.start(0);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Termination ended = new Termination();
    private final Path file;
    private long step;

    private ScenarioUpstream(Path file, long step) {
        this.file = file;
        this.step = step;
        stub.serve(scenario.at(step));
    }

    /**
     * Serves the step at which the last run of this folder stood.
     *
     * @throws StartException the file that keeps it can't be read
     */
    static ScenarioUpstream start(Path folder) throws StartException {
        var file = folder.resolve("scenario-step");
        try {
            return new ScenarioUpstream(
                    file,
                    Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0);
        } catch (IOException | NumberFormatException e) {
            throw new StartException(
                    "can't tell where the scenario stands from " + file + ": delete " + folder + " to begin again", e);
        }
    }

    URI baseUrl() {
        return URI.create(stub.baseUrl());
    }

    /** Begins to make things happen. */
    void play() {
        new Thread(this::playOn, "scenario").start();
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

    private void playOn() {
        try {
            do {
                next();
            } while (!closed.await(STEP.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            ended.complete();
        } catch (IOException | RuntimeException e) {
            ended.fail(e);
        }
    }

    /** Kept before it is served: a step that was seen is never taken back. */
    private void next() throws IOException {
        var written = Files.writeString(file.resolveSibling("scenario-step.new"), Long.toString(step + 1));
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        step++;
        stub.serve(scenario.at(step));
    }
}
