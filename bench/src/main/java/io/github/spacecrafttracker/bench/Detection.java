package io.github.spacecrafttracker.bench;

import io.github.spacecrafttracker.poller.SimulatedMonth;
import io.github.spacecrafttracker.poller.SimulatedMonth.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How soon it is seen that a spacecraft enters or leaves space: the poller's rules over months of a simulated clock. */
public final class Detection {
    private static final int MONTHS = 2;

    private Detection() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.printf(
                "%d months of 30 days each, 607 spacecraft, six launches or landings a day%n%n"
                        + "| limit an hour | used by others | mean | worst | longest between sweeps | requests an hour | most in any hour | throttled |%n"
                        + "| --- | --- | --- | --- | --- | --- | --- | --- |%n",
                MONTHS);
        tell(15, 0);
        tell(15, 5);
        tell(60, 0);
        tell(300, 0);
    }

    private static void tell(int limit, int others) throws InterruptedException {
        var months = new ArrayList<Result>();
        for (var seed = 1; seed <= MONTHS; seed++) {
            months.add(new SimulatedMonth(seed, limit, others).run());
        }
        System.out.printf(
                "| %d | %d | %.2f min | %.2f min | %.2f h | %.2f | %d | %d |%n",
                limit,
                others,
                months.stream().mapToDouble(it -> minutes(it.mean())).average().orElseThrow(),
                minutes(longest(months.stream().map(Result::worst).toList())),
                minutes(longest(months.stream().map(Result::sweepGap).toList())) / 60,
                months.stream().mapToInt(Result::requests).sum() / (MONTHS * 30 * 24.0),
                months.stream().mapToInt(Result::mostInAnHour).max().orElseThrow(),
                months.stream().mapToInt(Result::throttled).sum());
    }

    private static Duration longest(List<Duration> all) {
        return all.stream().max(Comparator.naturalOrder()).orElseThrow();
    }

    private static double minutes(Duration duration) {
        return duration.toMillis() / 60_000.0;
    }
}
