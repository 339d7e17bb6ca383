package io.github.spacecrafttracker.bench;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures the requests per second for a page of 10, of 600 and of 60,000 spacecraft, compared with
 * the same server serving the same bytes from memory, and the heap and start time of a catalogue of
 * each size. The options {@code sizes}, {@code starts} and {@code only} (a part of a row's name)
 * shorten a run.
 */
public final class ListPage {
    private static final String LIST = "/2.3.0/spacecraft/";
    private static final List<Integer> CLIENTS = List.of(1, 8);
    // More than the number of selections that a catalogue caches.
    private static final int DIFFERENT = 200;

    private final List<Integer> sizes;
    private final int starts;
    private final String only;

    private final ArrayNode pages;

    private ListPage(Options options, ObjectNode result) {
        sizes = options.numbers("sizes");
        starts = options.number("starts");
        only = options.text("only");
        pages = result.put("rounds", Comparison.PAIRS).putArray("pages");
    }

    public static void main(String[] arguments) {
        var defaults = Map.of("sizes", "600,60000", "starts", "3", "only", "");
        Benchmark.run("list-page", defaults, (options, result) -> new ListPage(options, result).run(), arguments);
    }

    private void run() throws Exception {
        try (var broker = EmbeddedBroker.start(Path.of("broker"), 0)) {
            for (var size : sizes) {
                var kafka = Benchmark.kafka(broker, "bench-" + size);
                try (var log = MadeUpLog.write(kafka, size)) {
                    compare(size, log, kafka);
                }
            }
        }
    }

    private void compare(int size, MadeUpLog log, KafkaSettings kafka) throws Exception {
        Benchmark.print("%n## %,d spacecraft of %,d bytes on average%n", size, log.meanBytes());
        for (int start = 1; start < starts; start++) {
            try (var server = new CatalogueServer(kafka)) {
                ready(size, server);
            }
        }
        try (var server = new CatalogueServer(kafka)) {
            ready(size, server);
            Benchmark.print(
                    "%n| requests | clients | memory/s | API/s | **ratio** | memory p50 ms | API p50 ms | ratio "
                            + "| memory p99 ms | API p99 ms | ratio |%n"
                            + "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
            compare(size, server, "all, by id", List.of(LIST));
            compare(size, server, "filtered and ordered, any page", ordered(size));
            compare(size, server, "search, of 20 terms", searches(20));
            compare(size, server, "search, never the same", searches(DIFFERENT));
            var changes = new MadeUpChanges(log);
            try {
                compare(size, server, "filtered and ordered, a change each second", ordered(size));
            } finally {
                changes.end();
            }
        }
    }

    private static void ready(int size, CatalogueServer server) throws InterruptedException {
        var before = usedHeap();
        var took = server.start();
        Benchmark.print(
                "ready after %d ms; heap %,d bytes for each spacecraft", took.toMillis(), (usedHeap() - before) / size);
    }

    private void compare(int size, CatalogueServer server, String what, List<String> targets)
            throws IOException, ExecutionException, InterruptedException {
        if (!what.contains(only)) {
            return;
        }
        for (var clients : CLIENTS) {
            var comparison = Comparison.of(server, targets, clients);
            Benchmark.print("| %s | %d | %s", what, clients, comparison);
            var page = pages.addObject()
                    .put("spacecraft", size)
                    .put("requests", what)
                    .put("clients", clients);
            page.set("ratio", comparison.ratio().json());
            page.set("p50_ratio", Spread.of(comparison.percentileRatio(50)).json());
            page.set("p99_ratio", Spread.of(comparison.percentileRatio(99)).json());
        }
    }

    private static List<String> ordered(int size) {
        return IntStream.range(0, DIFFERENT)
                .mapToObj(page -> LIST + "?in_space=false&ordering=-time_in_space&limit=10&offset="
                        + page * (size / 2 / DIFFERENT))
                .toList();
    }

    private static List<String> searches(int different) {
        return IntStream.range(0, different)
                .mapToObj(number -> LIST + "?search=" + (number % 2 == 0 ? "dragon" : "crew") + "+" + number)
                .toList();
    }

    private static long usedHeap() throws InterruptedException {
        for (int time = 0; time < 3; time++) {
            System.gc();
            Thread.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
