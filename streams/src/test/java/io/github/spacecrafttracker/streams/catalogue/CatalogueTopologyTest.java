package io.github.spacecrafttracker.streams.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Compares the topology with a golden file, so that any change to it is visible in a review. */
class CatalogueTopologyTest {
    @Test
    void the_topology_equals_the_golden_file() throws IOException {
        var topology = new CatalogueTopology(
                        Topics.withPrefix("spacecraft"), new CatalogueMeters(new SimpleMeterRegistry()))
                .get();

        try (var golden = Objects.requireNonNull(getClass().getResourceAsStream("catalogue-topology.txt"))) {
            assertThat(topology.describe().toString()).isEqualTo(new String(golden.readAllBytes(), UTF_8));
        }
    }
}
