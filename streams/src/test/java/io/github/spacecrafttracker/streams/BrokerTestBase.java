package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The base of tests that share one real broker, and use topics of their own. */
public abstract class BrokerTestBase {
    @TempDir
    public static Path folder;

    @SuppressWarnings("NullAway.Init") // Before any test.
    public static EmbeddedBroker broker;

    @BeforeAll
    public static void startBroker() {
        broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
    }

    @AfterAll
    public static void stopBroker() {
        broker.close();
    }
}
