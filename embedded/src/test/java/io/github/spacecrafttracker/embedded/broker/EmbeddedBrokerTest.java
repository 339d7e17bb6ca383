package io.github.spacecrafttracker.embedded.broker;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spacecrafttracker.embedded.JavaProcess;
import io.github.spacecrafttracker.embedded.upstream.Words;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    @TempDir
    Path folder;

    @Test
    void a_log_outlives_its_broker_and_comes_up_on_another_port() throws Exception {
        String clusterId;
        int firstPort;
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
            firstPort = broker.port();
            clusterId = Words.createTopic(broker);
            Words.writeInOneTransaction(broker, "one", "two");
            assertThat(Words.readCommitted(broker, 2)).containsExactly("one", "two");
        }
        try (ServerSocket taken = new ServerSocket(firstPort, 1, InetAddress.getLoopbackAddress());
                EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
            assertThat(broker.port()).isNotEqualTo(taken.getLocalPort());
            Words.writeInOneTransaction(broker, "three");
            assertThat(Words.readCommitted(broker, 3)).containsExactly("one", "two", "three");
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                assertThat(admin.describeCluster().clusterId().get()).isEqualTo(clusterId);
            }
            assertThat(broker.fatalFault().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void what_was_committed_outlives_a_kill_and_what_was_not_is_never_read() throws Exception {
        JavaProcess process = JavaProcess.start(JavaProcess.running(BrokerToKill.class, "256m", folder.toString())
                .redirectErrorStream(true));
        try {
            await().failFast(() -> assertThat(process.isAlive())
                            .as(process.output()::toString)
                            .isTrue())
                    .until(() -> Files.exists(folder.resolve(BrokerToKill.READY)));
        } finally {
            process.kill();
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
            Words.writeInOneTransaction(broker, "after");
            assertThat(Words.readCommitted(broker, 2)).containsExactly("before", "after");
            await("no transaction stays open for ever")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(Words.heldUp(broker)).isEmpty());
        }
    }

    @Test
    void two_brokers_live_side_by_side_and_listen_on_loopback_only() throws Exception {
        try (EmbeddedBroker one = EmbeddedBroker.start(folder.resolve("one"), 0);
                EmbeddedBroker two = EmbeddedBroker.start(folder.resolve("two"), 0)) {
            assertThat(Words.createTopic(one)).as("cluster ids").isNotEqualTo(Words.createTopic(two));
            Words.writeInOneTransaction(one, "one");
            Words.writeInOneTransaction(two, "two");
            assertThat(Words.readCommitted(one, 1)).containsExactly("one");
            assertThat(Words.readCommitted(two, 1)).containsExactly("two");
            assertThatThrownBy(() -> connect(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), one.port()))
                    .isInstanceOf(java.net.ConnectException.class);
        }
    }

    @Test
    void an_interrupted_caller_closes_it_cleanly_all_the_same() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
            Words.createTopic(broker);
            Words.writeInOneTransaction(broker, "one");
            Thread.currentThread().interrupt();
        }
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        assertThat(folder.resolve(".kafka_cleanshutdown")).exists();
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
            assertThat(Words.readCommitted(broker, 1)).containsExactly("one");
        }
    }

    @Test
    void a_write_that_kafka_cuts_off_as_it_stops_does_not_end_the_process() throws Exception {
        JavaProcess process = JavaProcess.start(JavaProcess.running(BrokerToStop.class, "256m", folder.toString())
                .redirectErrorStream(true));
        try {
            await().until(() -> !process.isAlive());
            assertThat(process.exitValue()).as(process.output()::toString).isZero();
        } finally {
            process.kill();
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
            assertThat(Words.readCommitted(broker, 1)).containsExactly("before");
        }
    }

    @Test
    void a_port_in_use_is_said_in_one_line_and_leaves_nothing_behind() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> EmbeddedBroker.start(folder.resolve("new"), port))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessage("port " + port + " is in use");
        }
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void a_folder_in_use_is_refused_and_its_broker_is_not_disturbed() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
            Words.createTopic(broker);
            assertThatThrownBy(() -> EmbeddedBroker.start(folder, 0))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessage("folder " + folder.toAbsolutePath() + " is in use by another broker");
            Words.writeInOneTransaction(broker, "still here");
            assertThat(Words.readCommitted(broker, 1)).containsExactly("still here");
        }
    }

    @Test
    void a_log_that_cannot_be_read_is_refused_and_nothing_is_left_running() throws Exception {
        Files.writeString(folder.resolve("meta.properties"), "version=1\ncluster.id=x\nnode.id=7\n");
        Files.writeString(folder.resolve("bootstrap.checkpoint"), "not one", StandardCharsets.UTF_8);
        assertThatThrownBy(() -> EmbeddedBroker.start(folder, 0))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageStartingWith("the broker did not start in " + folder.toAbsolutePath());
        assertThat(kafkaThreads()).isEmpty();
        DirectoryLock.take(folder).close();
    }

    @Test
    void a_start_that_fails_half_way_is_an_exception_and_leaves_nothing_running() throws Exception {
        Files.createDirectory(folder.resolve("no_partition"));
        assertThatThrownBy(() -> EmbeddedBroker.start(folder, 0))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("no_partition");
        await().untilAsserted(() -> assertThat(kafkaThreads()).isEmpty());
        Files.delete(folder.resolve("no_partition"));
        EmbeddedBroker.start(folder, 0).close();
    }

    private static List<String> kafkaThreads() {
        Predicate<String> ofKafka = name -> name.contains("kafka") || name.contains("raft") || name.contains("quorum");
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(ofKafka)
                .toList();
    }

    private static void connect(InetAddress host, int port) throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 1000);
        }
    }
}
