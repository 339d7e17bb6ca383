package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.service.Closing;
import io.github.spacecrafttracker.service.StartException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A class of tests with one running service, on a broker whose topics are empty at first. */
abstract class OnService extends OnBroker {
    @SuppressWarnings("NullAway.Init") // Before any test, as all of these.
    static Log log;

    @SuppressWarnings("NullAway.Init")
    static StreamsService service;

    @SuppressWarnings("NullAway.Init")
    private static Closing closing;

    @BeforeAll
    static void startService() throws StartException {
        closing = new Closing();
        log = closing.add(new Log(broker, "spacecraft"));
        service = StreamsService.start(closing, "127.0.0.1", OneInstance.on(0), log.kafka);
    }

    @AfterAll
    static void stopService() {
        closing.close();
    }
}
