package io.github.spacecrafttracker.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process with a broker, one word committed and one not, that waits to be killed. */
final class BrokerToKill {
    /** The file that says that both are written. */
    static final String READY = "ready";

    private BrokerToKill() {}

    public static void main(String[] folder) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(folder[0]), 0);
        Words.createTopic(broker);
        Words.writeInOneTransaction(broker, "before");
        Words.writeWithoutCommit(broker, "never committed");
        Files.createFile(Path.of(folder[0], READY));
        new CountDownLatch(1).await();
    }
}
