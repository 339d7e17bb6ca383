package io.github.spacecrafttracker.embedded.broker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/**
 * A process with a broker, a committed word, an uncommitted word, and a continuous series of
 * transactions. It runs until it is killed.
 */
final class BrokerToKill {
    /** The file that is created once all transactions are running. */
    static final String READY = "ready";

    /** Enough writers that some transactions are ending at any moment. */
    private static final int WRITERS = 16;

    private BrokerToKill() {}

    public static void main(String[] directory) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(directory[0]), 0);
        TestTopic.createTopics(broker);
        TestTopic.writeInOneTransaction(broker, "before");
        TestTopic.writeWithoutCommit(broker, "never committed");
        CountDownLatch writing = new CountDownLatch(WRITERS);
        for (int writer = 0; writer < WRITERS; writer++) {
            String name = "writer-" + writer;
            new Thread(() -> write(broker, name, writing), name).start();
        }
        writing.await();
        Files.createFile(Path.of(directory[0], READY));
        new CountDownLatch(1).await();
    }

    private static void write(EmbeddedBroker broker, String name, CountDownLatch writing) {
        try {
            TestTopic.writeUntilKilled(broker, name, writing::countDown);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
