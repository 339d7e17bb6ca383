package io.github.spacecrafttracker.bench;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.config.Environment;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.streams.StreamsSettings;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The frame of every benchmark: options in, progress while it runs, and one JSON object as the last
 * line.
 */
final class Benchmark {
    private static final Logger logger = LoggerFactory.getLogger(Benchmark.class);

    private Benchmark() {}

    /** Measures something, and prints its progress. */
    interface Measurement {
        /** @param result takes ratios, their spread, and sizes */
        void run(Options options, ObjectNode result) throws Exception;
    }

    /**
     * Runs one benchmark and ends the process: with code 2 if an option is invalid, with code 1 if
     * the measurement fails.
     *
     * @param name as {@code bench/run} has it
     * @param defaults the valid options, with their default values
     */
    static void run(String name, Map<String, String> defaults, Measurement measurement, String... arguments) {
        var code = 1;
        try {
            var result = Json.MAPPER.createObjectNode().put("benchmark", name);
            measurement.run(Options.of(defaults, arguments), result);
            System.out.println(result);
            code = 0;
        } catch (InvalidOptionException e) {
            System.err.println(e.getMessage());
            code = 2;
        } catch (Exception e) {
            logger.error("The benchmark {} failed", name, e);
        }
        System.exit(code);
    }

    /** Prints progress. */
    static void print(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format + "%n", arguments);
    }

    static KafkaSettings kafka(EmbeddedBroker broker, String topicPrefix) {
        return new KafkaSettings(broker.bootstrapServers(), topicPrefix, 3, 1, Map.of());
    }

    /** The default settings of the streams service. */
    static StreamsSettings streams() {
        return StreamsSettings.from(new Environment(Map.of()));
    }
}
