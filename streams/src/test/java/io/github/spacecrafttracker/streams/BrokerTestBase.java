package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Base class of tests that share one real broker. Each test uses its own topics. */
public abstract class BrokerTestBase {
    @TempDir
    public static Path directory;

    @SuppressWarnings("NullAway.Init") // Initialized before all tests.
    public static EmbeddedBroker broker;

    @BeforeAll
    public static void startBroker() {
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    }

    @AfterAll
    public static void stopBroker() {
        broker.close();
    }
}
