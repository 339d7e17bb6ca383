package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poller.ll2.HttpExchange;
import io.github.spacecrafttracker.poller.ll2.UpstreamLimit.ReportedLimit;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Thirty days of the real rules on a simulated clock: 607 spacecraft, about 15 of them in space,
 * with six random launches and landings a day. Nothing changes in the first two hours, in which the
 * first sweep uses up half of the budget.
 */
public final class SimulatedMonth implements HttpExchange {
    private static final int ROWS = 607;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration BETWEEN_CHANGES = Duration.ofHours(4);
    private static final Duration SETTLED = Duration.ofHours(2);

    private final Random random;
    private final int limit;
    private final int others;
    private final InMemoryUpstream upstream = new InMemoryUpstream();
    private final SimulatedPoller poller;
    private final List<Instant> othersRequests = new ArrayList<>();
    private final Map<Long, Instant> changedAt = new HashMap<>();
    private Instant nextChange = SimulatedPoller.START.plus(SETTLED);
    private Instant nextOfOthers = SimulatedPoller.START;

    /**
     * @param limit requests an hour, as the upstream API reports
     * @param others how many of them others use, at random
     */
    public SimulatedMonth(long seed, int limit, int others) {
        this.random = new Random(seed);
        this.limit = limit;
        this.others = others;
        this.poller = new SimulatedPoller(this, this::reported);
        for (var id = 1; id <= ROWS; id++) {
            upstream.put(id, id % 40 == 0);
        }
    }

    /**
     * The measured result.
     *
     * @param changes the number of changes that could be detected
     * @param mean until a change was detected
     * @param worst until a change was detected
     * @param mostInAnHour the poller's requests in any hour, both ends included
     * @param sweepGap the longest time between two complete sweeps
     * @param throttled the number of requests that were rejected because others had used up the
     *     limit
     */
    public record Result(
            int changes,
            Duration mean,
            Duration worst,
            int requests,
            int mostInAnHour,
            Duration sweepGap,
            int throttled) {}

    public Result run() throws InterruptedException {
        var end = SimulatedPoller.START.plus(Duration.ofDays(30));
        var delays = new ArrayList<Duration>();
        var swept = new ArrayList<Instant>();
        var throttled = 0;
        while (poller.now().isBefore(end)) {
            var step = poller.poll();
            throttled += step.evaluation().outcome() == Outcome.THROTTLED ? 1 : 0;
            step.evaluation().snapshots().forEach(snapshot -> detected(snapshot, delays));
            step.reports().stream()
                    .filter(Sweep.class::isInstance)
                    .forEach(sweep -> swept.add(((Sweep) sweep).endedAt()));
        }
        return new Result(
                delays.size(),
                Duration.ofMillis((long)
                        delays.stream().mapToLong(Duration::toMillis).average().orElseThrow()),
                delays.stream().max(Comparator.naturalOrder()).orElseThrow(),
                poller.requests().size(),
                mostInAnHour(),
                longestGap(swept),
                throttled);
    }

    @Override
    public Response send(URI url) {
        letTimePass();
        var used = used(poller.now());
        return used > limit ? upstream.throttled() : upstream.send(url);
    }

    private void letTimePass() {
        while (!nextChange.isAfter(poller.now())) {
            change(nextChange);
            nextChange = nextChange.plus(atRandom(BETWEEN_CHANGES));
        }
        while (others > 0 && !nextOfOthers.isAfter(poller.now())) {
            othersRequests.add(nextOfOthers);
            nextOfOthers = nextOfOthers.plus(atRandom(HOUR.dividedBy(others)));
        }
        othersRequests.removeIf(request -> request.plus(HOUR).isBefore(poller.now()));
    }

    private void change(Instant at) {
        var lands = upstream.inSpace() > 12 && (upstream.inSpace() > 25 || random.nextBoolean());
        long id;
        do {
            id = random.nextInt(1, ROWS + 1);
        } while (upstream.isInSpace(id) != lands);
        upstream.put(id, !lands);
        // A change that is reverted before it was read cannot be detected.
        if (changedAt.remove(id) == null) {
            changedAt.put(id, at);
        }
    }

    private void detected(Snapshot snapshot, List<Duration> delays) {
        try {
            var at = changedAt.get(snapshot.id());
            if (at != null && snapshot.reading().state().inSpace() == upstream.isInSpace(snapshot.id())) {
                changedAt.remove(snapshot.id());
                delays.add(Duration.between(at, poller.now()));
            }
        } catch (UnreadableException e) {
            throw new AssertionError(e);
        }
    }

    private ReportedLimit reported(Instant now) {
        letTimePass();
        return new ReportedLimit(limit, HOUR, used(now), Duration.ZERO, now);
    }

    private int used(Instant now) {
        return countWithinHour(poller.requests(), now) + countWithinHour(othersRequests, now);
    }

    /** Counts from the end, so that a month of requests is not read for each request. */
    private static int countWithinHour(List<Instant> ascending, Instant now) {
        var first = ascending.size();
        while (first > 0 && ascending.get(first - 1).plus(HOUR).isAfter(now)) {
            first--;
        }
        return ascending.size() - first;
    }

    private Duration atRandom(Duration mean) {
        return Duration.ofMillis((long) (-Math.log(1 - random.nextDouble()) * mean.toMillis()));
    }

    private int mostInAnHour() {
        var most = 0;
        var first = 0;
        for (var last = 0; last < poller.requests().size(); last++) {
            while (Duration.between(
                                    poller.requests().get(first),
                                    poller.requests().get(last))
                            .compareTo(HOUR)
                    > 0) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private static Duration longestGap(List<Instant> swept) {
        var longest = Duration.ZERO;
        for (var sweep = 1; sweep < swept.size(); sweep++) {
            var gap = Duration.between(swept.get(sweep - 1), swept.get(sweep));
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest;
    }
}
