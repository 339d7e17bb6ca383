package io.github.spacecrafttracker.bench;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** A number of clients, each of which sends its next request as soon as it has received a reply. */
record Load(int port, int clients) {

    /** Sends these requests repeatedly, in order, until the time is over. */
    Round run(List<byte[]> requests, Duration time) throws ExecutionException, InterruptedException {
        var next = new AtomicInteger();
        var threads = Executors.newFixedThreadPool(clients);
        try {
            var begin = System.nanoTime();
            var end = begin + time.toNanos();
            Callable<long[]> client = () -> send(requests, next, end);
            var all = LongStream.builder();
            for (var each : threads.invokeAll(Collections.nCopies(clients, client))) {
                LongStream.of(each.get()).forEach(all);
            }
            var seconds = (System.nanoTime() - begin) / 1e9;
            var nanos = all.build().sorted().toArray();
            return new Round(nanos.length / seconds, nanos);
        } finally {
            threads.shutdownNow();
        }
    }

    private long[] send(List<byte[]> requests, AtomicInteger next, long end) throws Exception {
        var took = LongStream.builder();
        try (var client = new KeepAliveClient(port)) {
            for (var before = System.nanoTime(); before < end; ) {
                client.get(requests.get(next.getAndIncrement() % requests.size()));
                var after = System.nanoTime();
                took.add(after - before);
                before = after;
            }
        }
        return took.build().toArray();
    }
}
