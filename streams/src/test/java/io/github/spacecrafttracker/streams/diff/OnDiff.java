package io.github.spacecrafttracker.streams.diff;

import io.github.spacecrafttracker.streams.OnBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** A class of tests, each of which runs the diff on topics of its own. */
abstract class OnDiff extends OnBroker {
    @SuppressWarnings("NullAway.Init") // Before each test.
    DiffOnLog diff;

    @BeforeEach
    void open(TestInfo test) throws Exception {
        diff = new DiffOnLog(broker, test.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void close() {
        diff.close();
    }
}
