package io.github.spacecrafttracker.embedded.broker;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spacecrafttracker.embedded.JavaProcess;
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
    Path directory;

    @Test
    void a_log_survives_a_restart_on_another_port() throws Exception {
        String clusterId;
        int firstPort;
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            firstPort = broker.port();
            clusterId = TestTopic.createTopics(broker);
            TestTopic.writeInOneTransaction(broker, "one", "two");
            assertThat(TestTopic.readCommitted(broker, 2)).containsExactly("one", "two");
        }
        try (ServerSocket taken = new ServerSocket(firstPort, 1, InetAddress.getLoopbackAddress());
                EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertThat(broker.port()).isNotEqualTo(taken.getLocalPort());
            TestTopic.writeInOneTransaction(broker, "three");
            assertThat(TestTopic.readCommitted(broker, 3)).containsExactly("one", "two", "three");
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                assertThat(admin.describeCluster().clusterId().get()).isEqualTo(clusterId);
            }
            assertThat(broker.fatalFault().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void committed_records_survive_a_kill_and_uncommitted_ones_are_never_read() throws Exception {
        JavaProcess process = JavaProcess.start(JavaProcess.running(BrokerToKill.class, "256m", directory.toString())
                .redirectErrorStream(true));
        try {
            await().failFast(() -> assertThat(process.isAlive())
                            .as(process.output()::toString)
                            .isTrue())
                    .until(() -> Files.exists(directory.resolve(BrokerToKill.READY)));
        } finally {
            process.kill();
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            TestTopic.writeInOneTransaction(broker, "after");
            assertThat(TestTopic.readCommitted(broker, 2)).containsExactly("before", "after");
            await("no transaction remains open").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            TestTopic.blockedPartitions(broker))
                    .isEmpty());
        }
    }

    @Test
    void two_brokers_can_run_at_the_same_time_and_listen_only_on_loopback() throws Exception {
        try (EmbeddedBroker one = EmbeddedBroker.start(directory.resolve("one"), 0);
                EmbeddedBroker two = EmbeddedBroker.start(directory.resolve("two"), 0)) {
            assertThat(TestTopic.createTopics(one)).as("cluster ids").isNotEqualTo(TestTopic.createTopics(two));
            TestTopic.writeInOneTransaction(one, "one");
            TestTopic.writeInOneTransaction(two, "two");
            assertThat(TestTopic.readCommitted(one, 1)).containsExactly("one");
            assertThat(TestTopic.readCommitted(two, 1)).containsExactly("two");
            assertThatThrownBy(() -> connect(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), one.port()))
                    .isInstanceOf(java.net.ConnectException.class);
        }
    }

    @Test
    void an_interrupted_thread_closes_the_broker_cleanly() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            TestTopic.createTopics(broker);
            TestTopic.writeInOneTransaction(broker, "one");
            Thread.currentThread().interrupt();
        }
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        assertThat(directory.resolve(".kafka_cleanshutdown")).exists();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertThat(TestTopic.readCommitted(broker, 1)).containsExactly("one");
        }
    }

    @Test
    void a_write_that_kafka_interrupts_during_its_stop_does_not_end_the_process() throws Exception {
        JavaProcess process = JavaProcess.start(JavaProcess.running(BrokerToStop.class, "256m", directory.toString())
                .redirectErrorStream(true));
        try {
            await().until(() -> !process.isAlive());
            assertThat(process.exitValue()).as(process.output()::toString).isZero();
        } finally {
            process.kill();
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertThat(TestTopic.readCommitted(broker, 1)).containsExactly("before");
        }
    }

    @Test
    void a_port_in_use_is_reported_in_one_line_and_no_file_is_created() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> EmbeddedBroker.start(directory.resolve("new"), port))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessage("port " + port + " is in use");
        }
        assertThat(directory.resolve("new")).doesNotExist();
    }

    @Test
    void a_directory_in_use_is_rejected_and_its_broker_is_not_affected() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            TestTopic.createTopics(broker);
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, 0))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessage("directory " + directory.toAbsolutePath() + " is in use by another broker");
            TestTopic.writeInOneTransaction(broker, "still here");
            assertThat(TestTopic.readCommitted(broker, 1)).containsExactly("still here");
        }
    }

    @Test
    void an_unreadable_log_is_rejected_and_no_threads_are_left_running() throws Exception {
        Files.writeString(directory.resolve("meta.properties"), "version=1\ncluster.id=x\nnode.id=7\n");
        Files.writeString(directory.resolve("bootstrap.checkpoint"), "not one", StandardCharsets.UTF_8);
        assertThatThrownBy(() -> EmbeddedBroker.start(directory, 0))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageStartingWith("the broker did not start in " + directory.toAbsolutePath());
        assertThat(kafkaThreads()).isEmpty();
        DirectoryLock.take(directory).close();
    }

    @Test
    void a_start_that_fails_halfway_is_reported_and_nothing_is_left_running() throws Exception {
        Files.createDirectory(directory.resolve("no_partition"));
        assertThatThrownBy(() -> EmbeddedBroker.start(directory, 0))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("no_partition");
        await().untilAsserted(() -> assertThat(kafkaThreads()).isEmpty());
        Files.delete(directory.resolve("no_partition"));
        EmbeddedBroker.start(directory, 0).close();
    }

    private static List<String> kafkaThreads() {
        Predicate<String> isKafka = name -> name.contains("kafka") || name.contains("raft") || name.contains("quorum");
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(isKafka)
                .toList();
    }

    private static void connect(InetAddress host, int port) throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 1000);
        }
    }
}
