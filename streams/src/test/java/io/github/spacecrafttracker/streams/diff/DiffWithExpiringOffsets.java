package io.github.spacecrafttracker.streams.diff;

import static io.github.spacecrafttracker.testkit.Waiting.await;

import io.github.spacecrafttracker.embedded.broker.BrokerSecurity;
import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stops the diff for longer than its broker keeps offsets. This takes more than a minute, so it is
 * not part of {@code mvn verify}. CONTRIBUTING.md has the command.
 */
class DiffWithExpiringOffsets {
    @Test
    void no_event_is_repeated_or_lost_if_the_offsets_expire(@TempDir Path directory) throws Exception {
        var settings = new HashMap<>(BrokerSecurity.OPEN.settings());
        settings.putAll(Map.of("offsets.retention.minutes", "1", "offsets.retention.check.interval.ms", "1000"));
        try (var broker = EmbeddedBroker.start(directory, 0, new BrokerSecurity(settings, List.of()));
                var diff = new DiffOnBroker(broker, "expiring")) {
            DiffOffsetsTest.runOverFourChanges(diff);
            await().atMost(Duration.ofMinutes(5))
                    .until(() -> diff.committedOffsets().isEmpty());

            DiffOffsetsTest.expectOnlyNewChanges(diff);
        }
    }
}
