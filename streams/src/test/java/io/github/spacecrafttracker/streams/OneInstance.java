package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.streams.feed.FeedLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The settings of an instance under test: one thread, no standby, no name in the group. */
final class OneInstance {
    private OneInstance() {}

    static StreamsSettings on(Path stateFolder, int httpPort) {
        return with(httpPort, stateFolder, Duration.ZERO);
    }

    static StreamsSettings draining(Path stateFolder, Duration drain) {
        return with(0, stateFolder, drain);
    }

    private static StreamsSettings with(int httpPort, Path stateFolder, Duration drain) {
        return new StreamsSettings(
                httpPort,
                0,
                Optional.empty(),
                stateFolder,
                1,
                0,
                "instance.example:8080",
                Optional.empty(),
                new FeedLimits(2000, 2000),
                drain);
    }
}
