package io.github.spacecrafttracker.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Random;

/** Days of polling under the free limit, against a clock that is set forward. */
class SimulationTest {
    @org.junit.jupiter.params.ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void run(int seed) throws Exception {
        var random = new Random(seed);
        var upstream = new InMemoryUpstream();
        for (var id = 1; id <= 607; id++) {
            upstream.put(id, id % 40 == 0);
        }
        var poller = new SimulatedPoller(upstream);
        var changedAt = new HashMap<Long, Instant>();
        var delays = new ArrayList<Duration>();
        var end = SimulatedPoller.START.plus(Duration.ofDays(30));
        var nextChange = new Instant[] {SimulatedPoller.START.plus(Duration.ofHours(2))};
        upstream.beforeEach = () -> {
            while (!nextChange[0].isAfter(poller.now())) {
                long id = random.nextInt(1, 608);
                var land = upstream.inSpace() > 12 && (upstream.inSpace() > 25 || random.nextBoolean());
                while (upstream.isInSpace(id) != land) {
                    id = random.nextInt(1, 608);
                }
                if (!changedAt.containsKey(id)) {
                    upstream.put(id, !upstream.isInSpace(id));
                    changedAt.put(id, nextChange[0]);
                }
                nextChange[0] =
                        nextChange[0].plus(Duration.ofSeconds((long) (-Math.log(random.nextDouble()) * 4 * 3600)));
            }
        };
        Instant lastSweep = null;
        var longestGap = Duration.ZERO;
        var kinds = new HashMap<String, Integer>();
        while (poller.now().isBefore(end)) {
            var step = poller.poll();
            kinds.merge(step.errand().getClass().getSimpleName(), 1, Integer::sum);
            for (Snapshot snapshot : step.publication().snapshots()) {
                var at = changedAt.get(snapshot.id());
                if (at != null && snapshot.reading().state().inSpace() == upstream.isInSpace(snapshot.id())) {
                    delays.add(Duration.between(at, poller.now()));
                    if (Duration.between(at, poller.now()).toMinutes() > 8) {
                        System.out.println("late " + at + " " + poller.now() + " "
                                + step.errand().getClass().getSimpleName() + " "
                                + snapshot.reading().state().inSpace() + " " + poller.known.lookUps());
                    }
                    changedAt.remove(snapshot.id());
                }
            }
            for (var report : step.reports()) {
                if (report instanceof Sweep sweep) {
                    if (lastSweep != null
                            && Duration.between(lastSweep, sweep.endedAt()).compareTo(longestGap) > 0) {
                        longestGap = Duration.between(lastSweep, sweep.endedAt());
                    }
                    lastSweep = sweep.endedAt();
                }
            }
        }
        delays.sort(null);
        var mean = delays.stream().mapToLong(Duration::toMillis).average().orElseThrow() / 60_000;
        var most = 0;
        for (var i = 0; i < poller.requests.size(); i++) {
            var j = i;
            while (j < poller.requests.size()
                    && Duration.between(poller.requests.get(i), poller.requests.get(j))
                                    .compareTo(Duration.ofHours(1))
                            <= 0) {
                j++;
            }
            most = Math.max(most, j - i);
        }
        System.out.println("changes " + delays.size() + " mean " + mean + " min, worst "
                + delays.subList(delays.size() - 5, delays.size()) + " gap " + longestGap + " most " + most + " kinds "
                + kinds + " left " + changedAt.size());
        assertThat(most).isLessThanOrEqualTo(15);
    }
}
