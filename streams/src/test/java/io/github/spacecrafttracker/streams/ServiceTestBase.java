package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Base class of tests that share one running service on a broker whose topics are initially empty.
 */
public abstract class ServiceTestBase extends BrokerTestBase {
    @SuppressWarnings("NullAway.Init") // Initialized before all tests, like all fields here.
    public static SnapshotLog log;

    @SuppressWarnings("NullAway.Init")
    public static StreamsService service;

    @SuppressWarnings("NullAway.Init")
    private static Closer closer;

    @BeforeAll
    public static void startService() throws StartException {
        closer = new Closer();
        log = closer.add(new SnapshotLog(broker, "spacecraft"));
        service = StreamsService.start(closer, "127.0.0.1", TestSettings.on(0), log.kafka);
    }

    @AfterAll
    public static void stopService() {
        closer.close();
    }
}
