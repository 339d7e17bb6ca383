package io.github.spacecrafttracker.streams.diff;

import io.github.spacecrafttracker.streams.BrokerTestBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** Base class of tests that run the diff against a real broker. Each test has its own topics. */
abstract class DiffTestBase extends BrokerTestBase {
    @SuppressWarnings("NullAway.Init") // Initialized before each test.
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
