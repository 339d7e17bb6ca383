package io.github.spacecrafttracker.streams.diff;

import io.github.spacecrafttracker.streams.BrokerTestBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** The base of tests that run the diff on a real broker, each on topics of its own. */
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
