package io.github.spacecrafttracker.streams.runtime;

import static io.github.spacecrafttracker.streams.Log.shown;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spacecrafttracker.service.kafka.BrokerReachability;
import io.github.spacecrafttracker.streams.Log;
import io.github.spacecrafttracker.streams.OnBroker;
import io.github.spacecrafttracker.streams.OneInstance;
import io.github.spacecrafttracker.streams.StreamsHealth;
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

/** An application ends as a whole with the first of its threads that dies, and tells the cause. */
class StreamsRunnerTest extends OnBroker {
    private static final long LONG_SECONDS = 60;

    @Test
    void a_bug_in_a_processor_ends_it_with_its_cause() throws Exception {
        try (var log = new Log(broker, "bug");
                var application = poisoned(log, StreamsProperties::diff, StreamsRunnerTest::processing)) {
            application.start();
            log.commit(shown(4, false));

            expectDeath(application, "java.lang.IllegalStateException: planted");
        }
    }

    @Test
    void a_bug_in_a_global_store_ends_it_with_its_cause() throws Exception {
        try (var log = new Log(broker, "global-bug");
                var application = poisoned(log, StreamsProperties::catalogue, StreamsRunnerTest::global)) {
            application.start();
            await().until(application::isRunning);
            log.commit(shown(4, false));

            expectDeath(application, "java.lang.IllegalStateException: planted");
        }
    }

    @Test
    void a_bug_while_a_global_store_is_read_at_the_start_too() throws Exception {
        try (var log = new Log(broker, "restore-bug");
                var application = poisoned(log, StreamsProperties::catalogue, StreamsRunnerTest::global)) {
            log.commit(shown(4, false));
            application.start();

            expectDeath(application, "java.lang.IllegalStateException: planted");
        }
    }

    @Test
    void a_global_thread_that_dies_of_an_error_is_noticed() throws Exception {
        try (var log = new Log(broker, "global-error");
                var application = poisoned(
                        log, StreamsProperties::catalogue, topics -> globalOf(topics, () -> new Poison(true)))) {
            application.start();
            await().until(application::isRunning);
            log.commit(shown(4, false));

            expectDeath(application, "a thread of it died");
        }
    }

    @Test
    void closed_it_has_ended_without_a_cause_whether_it_was_started_or_not() throws Exception {
        try (var log = new Log(broker, "closed")) {
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
        assertThatThrownBy(() -> application.ended().get(LONG_SECONDS, TimeUnit.SECONDS))
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
            Log log, Function<StreamsProperties, Properties> properties, Function<String, Topology> topology) {
        var settings = OneInstance.on(0);
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

    /** Dies of what it reads, of a bug or of an error of the JVM. */
    private record Poison(boolean error) implements Processor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            if (error) {
                throw new StackOverflowError("planted");
            }
            throw new IllegalStateException("planted");
        }
    }
}
