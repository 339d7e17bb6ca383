package io.github.spacecrafttracker.bench;

import io.github.spacecrafttracker.embedded.EmbeddedBroker;
import io.github.spacecrafttracker.service.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a page of 10 costs, of 600 and of 60,000 spacecraft, against the same server giving the same bytes from memory; and what a view of them takes: heap, and
 * time from its start until it is ready. A short form is asked for by system properties: {@code sizes}, {@code starts}, and {@code only}, a part of the rows' names.
 */
public final class ListPage {
    private static final String LIST = "/2.3.0/spacecraft/";
    private static final List<Integer> CLIENTS = List.of(1, 8);
    // More than a view keeps of what was selected last.
    private static final int DIFFERENT = 200;

    private final List<Integer> sizes;
    private final int starts;
    private final String only;

    private ListPage(List<Integer> sizes, int starts, String only) {
        this.sizes = sizes;
        this.starts = starts;
        this.only = only;
    }

    public static void main(String[] arguments) throws Exception {
        var sizes = System.getProperty("sizes", "600,60000").split(",", -1);
        new ListPage(
                        Stream.of(sizes).map(Integer::valueOf).toList(),
                        Integer.getInteger("starts", 3),
                        System.getProperty("only", ""))
                .run();
    }

    private void run() throws Exception {
        var folder = Files.createTempDirectory("list-page");
        try (var broker = EmbeddedBroker.start(folder.resolve("broker"), 0)) {
            for (var size : sizes) {
                var kafka = new KafkaSettings(broker.bootstrapServers(), "bench-" + size, 3, 1, Map.of());
                try (var log = MadeUpLog.write(kafka, size)) {
                    of(size, log, kafka, folder.resolve("state"));
                }
            }
        } finally {
            delete(folder);
        }
    }

    private void of(int size, MadeUpLog log, KafkaSettings kafka, Path stateFolder) throws Exception {
        say("%n## %,d spacecraft of %,d bytes on average%n%n", size, log.meanBytes());
        for (int start = 1; start < starts; start++) {
            try (var server = new ViewServer(kafka, stateFolder)) {
                ready(size, server);
            }
        }
        try (var server = new ViewServer(kafka, stateFolder)) {
            ready(size, server);
            say("%n| requests | clients | memory/s | API/s | **ratio** | memory p50 ms | API p50 ms | ratio "
                    + "| memory p99 ms | API p99 ms | ratio |%n"
                    + "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |%n");
            compare(server, "all, by id", List.of(LIST));
            compare(server, "filtered and ordered, any page", ordered(size));
            compare(server, "search, of 20 terms", searches(20));
            compare(server, "search, never the same", searches(DIFFERENT));
            var changes = new MadeUpChanges(log);
            try {
                compare(server, "filtered and ordered, a change each second", ordered(size));
            } finally {
                changes.end();
            }
        }
    }

    private static void ready(int size, ViewServer server) throws InterruptedException {
        var before = usedHeap();
        var took = server.start();
        say("ready after %d ms; heap %,d bytes for each spacecraft%n", took.toMillis(), (usedHeap() - before) / size);
    }

    private void compare(ViewServer server, String what, List<String> targets)
            throws IOException, ExecutionException, InterruptedException {
        if (!what.contains(only)) {
            return;
        }
        for (var clients : CLIENTS) {
            say("| %s | %d | %s%n", what, clients, Comparison.of(server, targets, clients));
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

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void say(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format, arguments);
        System.out.flush();
    }
}
