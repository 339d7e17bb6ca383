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
 * Any number of instances, each a process: they are killed, stopped and started, with no state of their own, while spacecraft change and clients ask all of them
 * without pause. Every answer is right, or a 503 that says why, and each change gives one event.
 */
class InstancesTest {
    private static final String BALANCER = "through the balancer ";

    @TempDir
    static Path folder;

    private final int times = Integer.getInteger("times", 1);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Instance> instances = new CopyOnWriteArrayList<>();
    private final ReentrantLock changing = new ReentrantLock();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final ConcurrentHashMap<String, AtomicInteger> counts = new ConcurrentHashMap<>();

    /** Upstream changes once for each round of requests, so that the clients leave time for the instances. */
    private final Phaser rounds = new Phaser();

    private volatile boolean over;

    @Test
    void every_answer_is_right_whatever_becomes_of_the_instances() throws Exception {
        var broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        try (var log = new Log(broker, "instances", Instant.now(), Duration.ofMillis(20))) {
            var upstream = new Upstream(log, Long.getLong("seed", 20261124));
            log.commit(ReferenceCase.spacecraft());
            upstream.change();
            for (var name : List.of("a", "b", "c")) {
                instances.add(Instance.start(name, log, client));
            }
            instances.forEach(Instance::awaitReady);
            assertAllAnswerAlike();
            var lastAnswers = new TreeMap<String, Instant>();
            var threads = List.of(
                    running(() -> change(upstream)),
                    running(() -> askEach(upstream, lastAnswers)),
                    running(this::askThoseThatAreReady));

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
                    broker = EmbeddedBroker.start(folder.resolve("broker"), broker.port());
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
                    .as("a load balancer notices nothing but what was killed")
                    .filteredOn(it -> it.startsWith(BALANCER))
                    .isSubsetOf(BALANCER + "200", BALANCER + "none, from a");
            await().until(() -> ids(log).size() >= upstream.events().size());
            assertThat(ids(log))
                    .as("each change once, whoever diffed it")
                    .containsExactlyInAnyOrderElementsOf(upstream.events());
        } finally {
            over = true;
            instances.forEach(Instance::close);
            broker.close();
        }
    }

    /** Byte for byte, to the reference cases. */
    private void assertAllAnswerAlike() throws IOException {
        for (var asked : ReferenceCase.all()) {
            var answer = asked.send(instances.get(0).port());
            for (var instance : instances) {
                var other = asked.send(instance.port());
                assertThat(other.status()).as("%s", asked).isEqualTo(answer.status());
                assertThat(other.body()).as("%s", asked).isEqualTo(answer.body());
            }
        }
    }

    private static List<String> ids(Log log) {
        return log.events().stream()
                .map(it -> it.substring(0, it.indexOf(' ')))
                .filter(it -> Long.parseLong(it.substring(0, it.indexOf(':'))) >= Upstream.FIRST)
                .toList();
    }

    private void change(Upstream upstream) throws Exception {
        changing.lock();
        try {
            upstream.change();
        } finally {
            changing.unlock();
        }
    }

    /** An answer of an instance is never older than its last one, not even after a restart. */
    private void askEach(Upstream upstream, Map<String, Instant> last) {
        for (var instance : instances) {
            try {
                var list = instance.get("/2.3.0/spacecraft/?limit=100");
                if (isAnswer(list)) {
                    var asOf = asOf(list);
                    var before = last.put(instance.name(), asOf);
                    if (before != null && asOf.isBefore(before)) {
                        wrong.add(instance.name() + " went back from " + before + " to " + asOf);
                    }
                    var falsehood = upstream.falsehood(asOf, changesTold(list));
                    if (falsehood != null) {
                        wrong.add(instance.name() + ": " + falsehood);
                    }
                }
                var one = instance.get("/2.3.0/spacecraft/1007/");
                if (isAnswer(one) && changesToldOfOne(one) != upstream.changesOf(1007, asOf(one))) {
                    wrong.add(instance.name() + ": as of " + asOf(one) + " 1007 is " + one.body());
                }
            } catch (IOException e) {
                count("none, for the instance is down");
            }
        }
    }

    /** As a load balancer does: it asks an instance that was ready a moment ago, and notices nothing of an orderly stop. */
    private void askThoseThatAreReady() {
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

    private static Map<Long, Integer> changesTold(HttpResponse<String> list) {
        var told = new TreeMap<Long, Integer>();
        for (var row : Json.MAPPER.readTree(list.body()).required("results")) {
            var id = row.required("id").longValue();
            if (id >= Upstream.FIRST) {
                told.put(id, Integer.valueOf(row.required("name").stringValue()));
            }
        }
        return told;
    }

    private static int changesToldOfOne(HttpResponse<String> one) {
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
