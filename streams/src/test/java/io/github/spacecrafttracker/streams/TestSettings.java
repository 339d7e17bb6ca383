package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.streams.http.feed.FeedLimits;
import io.github.spacecrafttracker.streams.http.web.ImageHosts;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of an instance under test: one thread, and dynamic membership in its consumer group.
 */
public final class TestSettings {
    private TestSettings() {}

    public static StreamsSettings on(int httpPort) {
        return with(httpPort, Optional.empty());
    }

    public static StreamsSettings at(URI publicUrl) {
        return with(0, Optional.of(publicUrl));
    }

    private static StreamsSettings with(int httpPort, Optional<URI> publicUrl) {
        return new StreamsSettings(
                httpPort,
                0,
                publicUrl,
                1,
                "instance.example:8080",
                Optional.empty(),
                new FeedLimits(2000, 2000),
                StreamsSettings.CHANGES_HELD,
                ImageHosts.OF_LL2,
                Duration.ZERO);
    }
}
