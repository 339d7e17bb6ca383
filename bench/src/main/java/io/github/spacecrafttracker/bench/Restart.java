package io.github.spacecrafttracker.bench;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures how long the streams service, in a separate process, takes to restart after a clean stop
 * and after {@code kill -9}. All times include the start of the JVM.
 *
 * <ul>
 *   <li>Start to ready: until {@code /health/ready} returns 200, with an empty working directory.
 *       Start to event: until a {@code read_committed} consumer reads the event of a snapshot that
 *       was written while the service was stopped. The reference is a process that only reads the
 *       same snapshots.
 *   <li>Kill to output: from {@code kill -9}, with an open transaction, until a {@code
 *       read_committed} consumer has read the events of all snapshots. The service is restarted
 *       immediately, in the same working directory. The reference is a start after a clean stop.
 * </ul>
 */
public final class Restart {
    private static final String HEAP = "1g";
    private static final long PAUSE_MILLIS = 10;

    private final Random random = new Random(7);
    private final Path directory = Path.of("").toAbsolutePath();
    private final EmbeddedBroker broker;
    private int starts;

    private Restart(EmbeddedBroker broker) {
        this.broker = broker;
    }

    public static void main(String[] arguments) {
        var defaults = Map.of("sizes", "600,60000", "snapshots", "330000", "starts", "5", "kills", "10");
        Benchmark.run(
                "restart",
                defaults,
                (options, result) -> {
                    try (var broker = EmbeddedBroker.start(Path.of("broker"), 0)) {
                        var restart = new Restart(broker);
                        var rows =
                                result.put("rounds", options.number("starts")).putArray("starts");
                        var starts = options.number("starts");
                        for (var size : starts == 0 ? List.<Integer>of() : options.numbers("sizes")) {
                            restart.start(size, options.number("snapshots"), starts, rows.addObject());
                        }
                        if (options.number("kills") > 0) {
                            restart.kill(options.number("kills"), result.putObject("kill"));
                        }
                    }
                },
                arguments);
    }

    private void start(int size, int snapshots, int rounds, ObjectNode row) throws Exception {
        var kafka = Benchmark.kafka(broker, "start-" + size);
        try (var log = MadeUpLog.write(kafka, size)) {
            while (log.snapshots() < snapshots) {
                log.pass();
            }
            var ready = new double[rounds];
            var event = new double[rounds];
            var bare = new double[rounds];
            try (var events = new CommittedEvents(kafka)) {
                // The first start reads all snapshots for the first time, and is not measured.
                try (var process = start(kafka)) {
                    events.await(size + log.changes(), process);
                    process.stop();
                }
                for (int round = 0; round < rounds; round++) {
                    bare[round] = BareRead.seconds(kafka, HEAP);
                    try (var process = start(kafka)) {
                        ready[round] = process.awaitReady();
                        process.stop();
                    }
                    log.change();
                    try (var process = start(kafka)) {
                        events.await(size + log.changes(), process);
                        event[round] = StreamsProcess.secondsSince(process.startedAt());
                        process.stop();
                    }
                    Benchmark.print(
                            "%,d spacecraft, start %d: ready after %.1f s, event after %.1f s, bare consumer %.1f s",
                            size, round + 1, ready[round], event[round], bare[round]);
                }
            }
            row.put("spacecraft", size).put("snapshots", log.snapshots()).put("mean_value_bytes", log.meanBytes());
            row.set("ready_to_bare", Spread.ofRatios(ready, bare).json());
            row.set("event_to_bare", Spread.ofRatios(event, bare).json());
            row.set("ready_seconds", Spread.of(ready).json());
            row.set("event_seconds", Spread.of(event).json());
            row.set("bare_seconds", Spread.of(bare).json());
        }
    }

    private StreamsProcess start(KafkaSettings kafka) throws Exception {
        return StreamsProcess.start(kafka, directory.resolve("start-" + starts++), HEAP);
    }

    private void kill(int kills, ObjectNode result) throws Exception {
        var size = 600;
        var kafka = Benchmark.kafka(broker, "kill");
        var place = directory.resolve("kill");
        var output = new ArrayList<Double>();
        var clean = new ArrayList<Double>();
        var withoutTransaction = 0;
        try (var log = MadeUpLog.write(kafka, size);
                var events = new CommittedEvents(kafka);
                var admin = Admin.create(kafka.admin())) {
            var process = StreamsProcess.start(kafka, place, HEAP);
            try {
                while (output.size() < kills) {
                    events.await(size + log.changes(), process);
                    process.stop();
                    log.change();
                    process = StreamsProcess.start(kafka, place, HEAP);
                    events.await(size + log.changes(), process);
                    clean.add(StreamsProcess.secondsSince(process.startedAt()));

                    for (int change = 50 + random.nextInt(20); change > 0; change--) {
                        log.change();
                        Thread.sleep(PAUSE_MILLIS);
                    }
                    var killedAt = System.nanoTime();
                    process.kill();
                    var open = isTransactionOpen(admin, kafka);
                    process = StreamsProcess.start(kafka, place, HEAP);
                    events.await(size + log.changes(), process);
                    var seconds = StreamsProcess.secondsSince(killedAt);
                    if (open) {
                        output.add(seconds);
                        Benchmark.print("Kill %d: output after %.1f s", output.size(), seconds);
                    } else {
                        withoutTransaction++;
                        Benchmark.print("This kill is not counted, because no transaction was open.");
                    }
                }
            } finally {
                process.close();
            }
        }
        result.put("kills", kills).put("spacecraft", size).put("kills_without_transaction", withoutTransaction);
        var reference = Spread.of(clean).median();
        result.set(
                "kill_to_clean",
                Spread.of(output.stream().map(seconds -> seconds / reference).toList())
                        .json());
        result.set("kill_to_output_seconds", Spread.of(output).json());
        result.set("clean_start_to_output_seconds", Spread.of(clean).json());
    }

    /**
     * Returns whether the diff has an open transaction, which its process can no longer complete.
     */
    private static boolean isTransactionOpen(Admin admin, KafkaSettings kafka) throws Exception {
        var ongoing = new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
        return admin.listTransactions(ongoing).all().get().stream()
                .anyMatch(listing -> listing.transactionalId().startsWith(kafka.topicPrefix() + "-diff"));
    }
}
