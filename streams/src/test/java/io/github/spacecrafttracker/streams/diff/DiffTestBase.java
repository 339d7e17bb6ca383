package io.github.spacecrafttracker.streams.diff;

import io.github.spacecrafttracker.streams.BrokerTestBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** A class of tests, each of which runs the diff on topics of its own. */
abstract class DiffTestBase extends BrokerTestBase {
    @SuppressWarnings("NullAway.Init") // Before each test.
    DiffOnBroker diff;

    @BeforeEach
    void open(TestInfo test) throws Exception {
        diff = new DiffOnBroker(broker, test.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void close() {
        diff.close();
    }
}
