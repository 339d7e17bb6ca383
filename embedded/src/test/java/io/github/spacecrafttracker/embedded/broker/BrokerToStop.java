package io.github.spacecrafttracker.embedded.broker;

import java.nio.file.Path;
import java.util.stream.Stream;
import kafka.server.BrokerServer;
import org.apache.kafka.common.utils.internals.Exit;

/**
 * A process that calls halt while it stops its broker, as Kafka does after an interrupted write.
 * The exit code must nevertheless be 0.
 */
final class BrokerToStop {
    private BrokerToStop() {}

    public static void main(String[] directory) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(directory[0]), 0);
        TestTopic.createTopics(broker);
        TestTopic.writeInOneTransaction(broker, "before");
        Thread halting = new Thread(BrokerToStop::haltAsItStops, "halting");
        halting.start();
        broker.close();
        halting.join();
    }

    private static void haltAsItStops() {
        while (!isStopping()) {
            Thread.onSpinWait();
        }
        Exit.halt(1, "all log dirs have failed");
    }

    private static boolean isStopping() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .anyMatch(frame -> frame.getClassName().equals(BrokerServer.class.getName())
                        && frame.getMethodName().equals("shutdown"));
    }
}
