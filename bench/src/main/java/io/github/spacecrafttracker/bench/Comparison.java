package io.github.spacecrafttracker.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/**
 * The API and the baseline under the same load, in rounds that take turns, so that whatever else the machine does hits both alike.
 *
 * @param ratio of the requests in a second, the median over pairs of rounds
 */
record Comparison(Round baseline, Round measured, double ratio) {
    private static final Duration WARM_UP = Duration.ofMillis(1500);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int PAIRS = 5;

    /** @param targets what the API is asked; the baseline gives the same bytes from memory */
    static Comparison of(ViewServer server, List<String> targets, int clients)
            throws IOException, ExecutionException, InterruptedException {
        var asked = targets.stream().map(KeepAliveClient::request).toList();
        var fromMemory = IntStream.range(0, asked.size())
                .mapToObj(number -> KeepAliveClient.request("/memory/" + number))
                .toList();
        server.remember(answers(server.port(), asked));

        var load = new Load(server.port(), clients);
        load.run(asked, WARM_UP);
        load.run(fromMemory, WARM_UP);
        var baseline = new ArrayList<Round>();
        var measured = new ArrayList<Round>();
        for (int pair = 0; pair < PAIRS; pair++) {
            if (pair % 2 == 0) {
                baseline.add(load.run(fromMemory, ROUND));
                measured.add(load.run(asked, ROUND));
            } else {
                measured.add(load.run(asked, ROUND));
                baseline.add(load.run(fromMemory, ROUND));
            }
        }
        var ratios = IntStream.range(0, PAIRS)
                .mapToDouble(pair -> measured.get(pair).requestsPerSecond()
                        / baseline.get(pair).requestsPerSecond())
                .sorted()
                .toArray();
        return new Comparison(Round.of(baseline), Round.of(measured), ratios[PAIRS / 2]);
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

    /** A row of a table: requests in a second, p50 and p99 in milliseconds, and each of them as a ratio. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.0f | %.0f | **%.2f** | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |",
                baseline.requestsPerSecond(),
                measured.requestsPerSecond(),
                ratio,
                baseline.percentile(50),
                measured.percentile(50),
                measured.percentile(50) / baseline.percentile(50),
                baseline.percentile(99),
                measured.percentile(99),
                measured.percentile(99) / baseline.percentile(99));
    }
}
