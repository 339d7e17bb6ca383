package io.github.spacecrafttracker.embedded.broker;

import io.github.spacecrafttracker.embedded.upstream.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/** A process with a broker, one word committed, one not, and many transactions that end at any moment. It waits to be killed. */
final class BrokerToKill {
    /** The file that says that all this goes on. */
    static final String READY = "ready";

    /** So many that some are being ended whenever it is killed. */
    private static final int WRITERS = 16;

    private BrokerToKill() {}

    public static void main(String[] folder) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(folder[0]), 0);
        Words.createTopic(broker);
        Words.writeInOneTransaction(broker, "before");
        Words.writeWithoutCommit(broker, "never committed");
        CountDownLatch writing = new CountDownLatch(WRITERS);
        for (int writer = 0; writer < WRITERS; writer++) {
            String name = "writer-" + writer;
            new Thread(() -> write(broker, name, writing), name).start();
        }
        writing.await();
        Files.createFile(Path.of(folder[0], READY));
        new CountDownLatch(1).await();
    }

    private static void write(EmbeddedBroker broker, String name, CountDownLatch writing) {
        try {
            Words.writeForEver(broker, name, writing::countDown);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
