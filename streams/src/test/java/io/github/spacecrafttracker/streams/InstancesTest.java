package io.github.spacecrafttracker.streams;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.http.ll2.ReferenceCase;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills, stops and starts several instances without local state, each in a separate process, while
 * spacecraft change and clients send requests to all of them. Every reply is correct or a 503 with
 * a reason, and each change causes one event. See docs/guarantees.md#g6.
 */
class InstancesTest {
    private static final String BALANCER = "through the balancer ";

    @TempDir
    static Path directory;

    private final int times = Integer.getInteger("times", 1);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Instance> instances = new CopyOnWriteArrayList<>();
    private final ReentrantLock changing = new ReentrantLock();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final ConcurrentHashMap<String, AtomicInteger> counts = new ConcurrentHashMap<>();

    /**
     * The catalogue changes once for each round of requests, so that the clients do not starve the
     * instances.
     */
    private final Phaser rounds = new Phaser();

    private volatile boolean over;

    @Test
    void every_reply_is_correct_while_instances_are_killed_stopped_and_started() throws Exception {
        var broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        try (var log = new SnapshotLog(broker, "instances", Instant.now(), Duration.ofMillis(20))) {
            var upstream = new CatalogueModel(log, Long.getLong("seed", 20261124));
            log.commit(ReferenceCase.spacecraft());
            upstream.change();
            for (var name : List.of("a", "b", "c")) {
                instances.add(Instance.start(name, log, client));
            }
            instances.forEach(Instance::awaitReady);
            assertAllRepliesAreEqual();
            var lastAnswers = new TreeMap<String, Instant>();
            var threads = List.of(
                    running(() -> change(upstream)),
                    running(() -> queryEach(upstream, lastAnswers)),
                    running(this::queryReadyInstances));

            for (var time = 0; time < times; time++) {
                var killed = instances.get(0);
                killed.kill();
                killed.start();
                killed.awaitReady();

                instances.get(1).stop();
                instances.add(Instance.start("d" + time, log, client));
                instances.get(1).start();
                instances.forEach(Instance::awaitReady);

                var restarted = instances.get(2);
                restarted.stop();
                restarted.start();
                restarted.awaitReady();

                changing.lock();
                try {
                    broker.close();
                    broker = EmbeddedBroker.start(directory.resolve("broker"), broker.port());
                } finally {
                    changing.unlock();
                }
                instances.forEach(Instance::awaitReady);
                instances.remove(instances.size() - 1).stop();
            }

            over = true;
            for (var thread : threads) {
                thread.join();
            }
            System.out.println("answers: " + new TreeMap<>(counts));
            assertThat(wrong).as(() -> output()).isEmpty();
            assertThat(counts).containsKey("right");
            assertThat(counts.keySet())
                    .as("only the kill is visible to clients of the load balancer")
                    .filteredOn(count -> count.startsWith(BALANCER))
                    .isSubsetOf(BALANCER + "200", BALANCER + "none, from a");
            await().until(() -> ids(log).size() >= upstream.events().size());
            assertThat(ids(log))
                    .as("each change is reported once, regardless of the instance that diffed it")
                    .containsExactlyInAnyOrderElementsOf(upstream.events());
        } finally {
            over = true;
            instances.forEach(Instance::close);
            broker.close();
        }
    }

    /** Asserts that all instances send the same bytes for the reference cases. */
    private void assertAllRepliesAreEqual() throws IOException {
        for (var reference : ReferenceCase.all()) {
            var answer = reference.send(instances.get(0).port());
            for (var instance : instances) {
                var other = reference.send(instance.port());
                assertThat(other.status()).as("%s", reference).isEqualTo(answer.status());
                assertThat(other.body()).as("%s", reference).isEqualTo(answer.body());
            }
        }
    }

    private static List<String> ids(SnapshotLog log) {
        return log.events().stream()
                .map(event -> event.substring(0, event.indexOf(' ')))
                .filter(id -> Long.parseLong(id.substring(0, id.indexOf(':'))) >= CatalogueModel.FIRST)
                .toList();
    }

    private void change(CatalogueModel upstream) throws Exception {
        changing.lock();
        try {
            upstream.change();
        } finally {
            changing.unlock();
        }
    }

    /**
     * Checks the replies. The data in a reply of an instance is never older than in its previous
     * reply, not even after a restart.
     */
    private void queryEach(CatalogueModel upstream, Map<String, Instant> last) {
        for (var instance : instances) {
            try {
                var list = instance.get("/2.3.0/spacecraft/?limit=100");
                if (isAnswer(list)) {
                    var asOf = asOf(list);
                    var before = last.put(instance.name(), asOf);
                    if (before != null && asOf.isBefore(before)) {
                        wrong.add(instance.name() + " went back from " + before + " to " + asOf);
                    }
                    var falsehood = upstream.falsehood(asOf, changesIn(list));
                    if (falsehood != null) {
                        wrong.add(instance.name() + ": " + falsehood);
                    }
                }
                var one = instance.get("/2.3.0/spacecraft/1007/");
                if (isAnswer(one) && changesOf(one) != upstream.changesOf(1007, asOf(one))) {
                    wrong.add(instance.name() + ": as of " + asOf(one) + " 1007 is " + one.body());
                }
            } catch (IOException e) {
                count("none, because the instance is down");
            }
        }
    }

    /**
     * Queries instances as a load balancer does: only those that were ready in the last check. An
     * orderly stop must not be visible to its clients.
     */
    private void queryReadyInstances() {
        for (var instance : instances) {
            if (instance.isReady()) {
                try {
                    count(BALANCER + instance.get("/2.3.0/spacecraft/?limit=1").statusCode());
                } catch (IOException e) {
                    count(BALANCER + "none, from " + instance.name());
                }
            }
        }
    }

    private boolean isAnswer(HttpResponse<String> reply) {
        if (reply.statusCode() == 503) {
            count("503 " + reply.body());
        } else if (reply.statusCode() == 200) {
            count("right");
            return true;
        } else {
            wrong.add(reply + " " + reply.body());
        }
        return false;
    }

    private void count(String kind) {
        counts.computeIfAbsent(kind, key -> new AtomicInteger()).incrementAndGet();
    }

    private static Instant asOf(HttpResponse<String> reply) {
        return Instant.parse(reply.headers().firstValue("As-Of").orElseThrow());
    }

    private static Map<Long, Integer> changesIn(HttpResponse<String> list) {
        var changes = new TreeMap<Long, Integer>();
        for (var row : Json.MAPPER.readTree(list.body()).required("results")) {
            var id = row.required("id").longValue();
            if (id >= CatalogueModel.FIRST) {
                changes.put(id, Integer.valueOf(row.required("name").stringValue()));
            }
        }
        return changes;
    }

    private static int changesOf(HttpResponse<String> one) {
        return Integer.parseInt(
                Json.MAPPER.readTree(one.body()).required("name").stringValue());
    }

    private interface Work {
        void run() throws Exception;
    }

    private Thread running(Work work) {
        rounds.register();
        var thread = new Thread(() -> {
            try {
                while (!over) {
                    work.run();
                    rounds.arriveAndAwaitAdvance();
                }
            } catch (Exception | AssertionError e) {
                wrong.add("a client or the upstream died: " + e);
            } finally {
                rounds.arriveAndDeregister();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private String output() {
        return String.join("\n----\n", instances.stream().map(Instance::output).toList());
    }
}
