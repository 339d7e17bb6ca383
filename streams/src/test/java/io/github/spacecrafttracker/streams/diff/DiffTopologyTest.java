package io.github.spacecrafttracker.streams.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * A change of the topology is seen in review: names of stores are names of topics, and a rename
 * loses the state.
 */
class DiffTopologyTest {
    @Test
    void is_as_the_golden_file_says() throws IOException {
        var topology =
                new DiffTopology(Topics.withPrefix("spacecraft"), new DiffMeters(new SimpleMeterRegistry())).get();

        try (var golden = Objects.requireNonNull(getClass().getResourceAsStream("diff-topology.txt"))) {
            assertThat(topology.describe().toString()).isEqualTo(new String(golden.readAllBytes(), UTF_8));
        }
    }
}
