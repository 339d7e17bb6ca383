package io.github.spacecrafttracker.streams.runtime;

import static io.github.spacecrafttracker.streams.SnapshotLog.shown;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spacecrafttracker.service.kafka.BrokerReachability;
import io.github.spacecrafttracker.streams.BrokerTestBase;
import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.StreamsHealth;
import io.github.spacecrafttracker.streams.TestSettings;
import io.github.spacecrafttracker.streams.catalogue.Catalogue;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/**
 * The death of one thread stops the whole application, which reports the cause. Proves
 * docs/guarantees.md#g7.
 */
class StreamsRunnerTest extends BrokerTestBase {
    private static final long TIMEOUT_SECONDS = 60;

    @Test
    void a_bug_in_a_processor_stops_the_application_with_its_cause() throws Exception {
        try (var log = new SnapshotLog(broker, "bug");
                var application = poisoned(log, StreamsProperties::diff, StreamsRunnerTest::processing)) {
            application.start();
            log.commit(shown(4, false));

            expectDeath(application, "java.lang.IllegalStateException: planted");
        }
    }

    @Test
    void a_bug_in_a_global_store_stops_the_application_with_its_cause() throws Exception {
        try (var log = new SnapshotLog(broker, "global-bug");
                var application = poisoned(log, StreamsProperties::catalogue, StreamsRunnerTest::global)) {
            application.start();
            await().until(application::isRunning);
            log.commit(shown(4, false));

            expectDeath(application, "java.lang.IllegalStateException: planted");
        }
    }

    @Test
    void a_bug_during_the_restoration_of_a_global_store_stops_the_application_with_its_cause() throws Exception {
        try (var log = new SnapshotLog(broker, "restore-bug");
                var application = poisoned(log, StreamsProperties::catalogue, StreamsRunnerTest::global)) {
            log.commit(shown(4, false));
            application.start();

            expectDeath(application, "java.lang.IllegalStateException: planted");
        }
    }

    @Test
    void an_error_in_the_global_thread_stops_the_application() throws Exception {
        try (var log = new SnapshotLog(broker, "global-error");
                var application = poisoned(
                        log, StreamsProperties::catalogue, topics -> globalOf(topics, () -> new Poison(true)))) {
            application.start();
            await().until(application::isRunning);
            log.commit(shown(4, false));

            expectDeath(application, "one of its threads died");
        }
    }

    @Test
    void closing_an_application_ends_it_without_a_failure_even_if_it_was_never_started() throws Exception {
        try (var log = new SnapshotLog(broker, "closed")) {
            var started = poisoned(log, StreamsProperties::diff, StreamsRunnerTest::processing);
            started.start();
            await().until(started::isRunning);
            started.close();
            started.close();
            assertThat(started.ended()).isCompleted();

            var never = poisoned(log, StreamsProperties::catalogue, StreamsRunnerTest::global);
            never.close();
            assertThat(never.ended()).isCompleted();
        }
    }

    private static void expectDeath(StreamsRunner application, String cause) {
        assertThatThrownBy(() -> application.ended().get(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasStackTraceContaining(cause);
        assertThat(new StreamsHealth(
                                application,
                                application,
                                new Catalogue(application.streams()),
                                new BrokerReachability())
                        .notLive())
                .hasSize(2);
    }

    private static StreamsRunner poisoned(
            SnapshotLog log, Function<StreamsProperties, Properties> properties, Function<String, Topology> topology) {
        var settings = TestSettings.on(0);
        return new StreamsRunner(
                "test",
                () -> topology.apply(log.topics.snapshots().name()),
                properties.apply(settings.properties(log.kafka)),
                new SimpleMeterRegistry());
    }

    private static Topology processing(String topic) {
        return new Topology()
                .addSource(
                        "read",
                        Serdes.ByteArray().deserializer(),
                        Serdes.ByteArray().deserializer(),
                        topic)
                .addProcessor("poison", () -> new Poison(false), "read")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore("held"), Serdes.Bytes(), Serdes.ByteArray()),
                        "poison");
    }

    private static Topology global(String topic) {
        return globalOf(topic, () -> new Poison(false));
    }

    private static Topology globalOf(String topic, Supplier<Poison> poison) {
        return new Topology()
                .addGlobalStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.inMemoryKeyValueStore("held"), Serdes.Bytes(), Serdes.ByteArray())
                                .withLoggingDisabled(),
                        "read",
                        Serdes.ByteArray().deserializer(),
                        Serdes.ByteArray().deserializer(),
                        topic,
                        "poison",
                        poison::get);
    }

    /** Throws for each record: an exception, like a bug, or an error of the JVM. */
    private record Poison(boolean isError) implements Processor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            if (isError) {
                throw new StackOverflowError("planted");
            }
            throw new IllegalStateException("planted");
        }
    }
}
