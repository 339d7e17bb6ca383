package io.github.spacecrafttracker.streams.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Compares the topology with a golden file, so that any change to it is visible in a review. The
 * names of stores are part of topic names, so renaming a store would lose its state.
 */
class DiffTopologyTest {
    @Test
    void the_topology_equals_the_golden_file() throws IOException {
        var topology =
                new DiffTopology(Topics.withPrefix("spacecraft"), new DiffMeters(new SimpleMeterRegistry())).get();

        try (var golden = Objects.requireNonNull(getClass().getResourceAsStream("diff-topology.txt"))) {
            assertThat(topology.describe().toString()).isEqualTo(new String(golden.readAllBytes(), UTF_8));
        }
    }
}
