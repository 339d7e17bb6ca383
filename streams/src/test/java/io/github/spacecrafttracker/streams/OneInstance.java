package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.streams.feed.FeedLimits;
import io.github.spacecrafttracker.streams.page.ImageHosts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The settings of an instance under test: one thread, no standby, no name in the group. */
final class OneInstance {
    private OneInstance() {}

    static StreamsSettings on(Path stateFolder, int httpPort) {
        return with(httpPort, Optional.empty(), stateFolder);
    }

    static StreamsSettings at(URI publicUrl, Path stateFolder) {
        return with(0, Optional.of(publicUrl), stateFolder);
    }

    private static StreamsSettings with(int httpPort, Optional<URI> publicUrl, Path stateFolder) {
        return new StreamsSettings(
                httpPort,
                0,
                publicUrl,
                stateFolder,
                1,
                0,
                "instance.example:8080",
                Optional.empty(),
                new FeedLimits(2000, 2000),
                StreamsSettings.CHANGES_HELD,
                ImageHosts.OF_LL2,
                Duration.ZERO);
    }
}
