package io.github.spacecrafttracker.bench;

import io.github.spacecrafttracker.poller.SimulatedMonth;
import io.github.spacecrafttracker.poller.SimulatedMonth.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;

/**
 * Measures the time until the poller detects that a spacecraft entered or left space. This
 * benchmark runs the poller's rules over months of simulated time, so the result does not depend on
 * the machine.
 */
public final class Detection {
    private Detection() {}

    public static void main(String[] arguments) {
        Benchmark.run(
                "detection",
                Map.of("months", "2"),
                (options, result) -> {
                    var months = options.number("months");
                    Benchmark.print(
                            "%d months of 30 days each, 607 spacecraft, six launches or landings a day%n", months);
                    Benchmark.print("| limit per hour | used by others | mean | worst | longest between sweeps "
                            + "| requests per hour | most in any hour | throttled |");
                    Benchmark.print("| --- | --- | --- | --- | --- | --- | --- | --- |");
                    var rows =
                            result.put("rounds", months).put("spacecraft", 607).putArray("limits");
                    run(15, 0, months, rows);
                    run(15, 5, months, rows);
                    run(60, 0, months, rows);
                    run(300, 0, months, rows);
                },
                arguments);
    }

    private static void run(int limit, int others, int count, ArrayNode rows) throws InterruptedException {
        var months = new ArrayList<Result>();
        for (var seed = 1; seed <= count; seed++) {
            months.add(new SimulatedMonth(seed, limit, others).run());
        }
        var mean = Spread.of(months.stream().map(month -> minutes(month.mean())).toList());
        var worst =
                Spread.of(months.stream().map(month -> minutes(month.worst())).toList());
        var requests = months.stream().mapToInt(Result::requests).sum() / (count * 30 * 24.0);
        Benchmark.print(
                "| %d | %d | %.2f min | %.2f min | %.2f h | %.2f | %d | %d |",
                limit,
                others,
                mean.median(),
                worst.max(),
                minutes(longest(months.stream().map(Result::sweepGap).toList())) / 60,
                requests,
                months.stream().mapToInt(Result::mostInAnHour).max().orElseThrow(),
                months.stream().mapToInt(Result::throttled).sum());
        var row = rows.addObject().put("limit_per_hour", limit).put("used_by_others", others);
        row.put("requests_to_limit", Math.round(1000 * requests / limit) / 1000.0);
        row.set("mean_minutes", mean.json());
        row.set("worst_minutes", worst.json());
    }

    private static Duration longest(List<Duration> all) {
        return all.stream().max(Comparator.naturalOrder()).orElseThrow();
    }

    private static double minutes(Duration duration) {
        return duration.toMillis() / 60_000.0;
    }
}
