package io.github.spacecrafttracker.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/**
 * A comparison of the API and the reference route under the same load, in alternating rounds, so
 * that other load on the machine affects both.
 *
 * @param ratio the ratio of the requests per second, over the pairs of rounds
 */
record Comparison(Round baseline, Round measured, Spread ratio) {
    private static final Duration WARM_UP = Duration.ofMillis(1500);
    private static final Duration ROUND = Duration.ofSeconds(1);
    static final int PAIRS = 5;

    /**
     * @param targets the targets of the requests to the API; the reference route serves the same
     *     bytes from memory
     */
    static Comparison of(CatalogueServer server, List<String> targets, int clients)
            throws IOException, ExecutionException, InterruptedException {
        var requests = targets.stream().map(KeepAliveClient::request).toList();
        var fromMemory = IntStream.range(0, requests.size())
                .mapToObj(number -> KeepAliveClient.request("/memory/" + number))
                .toList();
        server.remember(answers(server.port(), requests));

        var load = new Load(server.port(), clients);
        load.run(requests, WARM_UP);
        load.run(fromMemory, WARM_UP);
        var baseline = new ArrayList<Round>();
        var measured = new ArrayList<Round>();
        for (int pair = 0; pair < PAIRS; pair++) {
            if (pair % 2 == 0) {
                baseline.add(load.run(fromMemory, ROUND));
                measured.add(load.run(requests, ROUND));
            } else {
                measured.add(load.run(requests, ROUND));
                baseline.add(load.run(fromMemory, ROUND));
            }
        }
        var ratios = IntStream.range(0, PAIRS)
                .mapToDouble(pair -> measured.get(pair).requestsPerSecond()
                        / baseline.get(pair).requestsPerSecond())
                .toArray();
        return new Comparison(Round.of(baseline), Round.of(measured), Spread.of(ratios));
    }

    private static List<byte[]> answers(int port, List<byte[]> requests) throws IOException {
        var answers = new ArrayList<byte[]>();
        try (var client = new KeepAliveClient(port)) {
            for (var request : requests) {
                answers.add(client.get(request));
            }
        }
        return answers;
    }

    /** Returns the ratio of a percentile of the API to that of the reference route. */
    double percentileRatio(int percent) {
        return measured.percentile(percent) / baseline.percentile(percent);
    }

    /**
     * A row of a table: requests per second, p50 and p99 in milliseconds, and the ratio of each.
     */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.0f | %.0f | %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |",
                baseline.requestsPerSecond(),
                measured.requestsPerSecond(),
                ratio,
                baseline.percentile(50),
                measured.percentile(50),
                percentileRatio(50),
                baseline.percentile(99),
                measured.percentile(99),
                percentileRatio(99));
    }
}
