package io.github.spacecrafttracker.embedded.broker;

import io.github.spacecrafttracker.embedded.upstream.Words;
import java.nio.file.Path;
import java.util.stream.Stream;
import kafka.server.BrokerServer;
import org.apache.kafka.common.utils.internals.Exit;

/** A process that stops its broker, and while that goes on asks for what Kafka asks for when it has cut off a write of its own. It ends with 0 all the same. */
final class BrokerToStop {
    private BrokerToStop() {}

    public static void main(String[] folder) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(folder[0]), 0);
        Words.createTopic(broker);
        Words.writeInOneTransaction(broker, "before");
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
