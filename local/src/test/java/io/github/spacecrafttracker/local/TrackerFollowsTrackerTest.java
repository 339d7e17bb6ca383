package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.poller.ll2.JdkHttpExchange;
import io.github.spacecrafttracker.poller.ll2.UpstreamLimit;
import io.github.spacecrafttracker.service.http.HttpLimits;
import io.github.spacecrafttracker.service.http.HttpServer;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.github.spacecrafttracker.streams.http.ll2.IndexApi;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the streams service says of its limit is what the poller of another tracker reads. */
class TrackerFollowsTrackerTest {
    @Test
    void a_poller_reads_from_a_tracker_that_it_never_waits() throws Exception {
        try (var server = HttpServer.start(
                "127.0.0.1",
                0,
                "HTTP_PORT",
                new HttpLimits(64, 8),
                new IndexApi(BaseUrl.of(Optional.empty()))::addTo)) {
            var upstream = URI.create("http://127.0.0.1:" + server.port() + "/2.3.0");
            var clock = InstantSource.fixed(Instant.EPOCH);

            var limit = new UpstreamLimit(upstream, new JdkHttpExchange(Optional.empty()), clock);
            limit.refresh();

            assertThat(limit.reported()).isNotNull().satisfies(reported -> {
                assertThat(reported.requests()).isEqualTo(Integer.MAX_VALUE);
                assertThat(reported.period()).isEqualTo(Duration.ofHours(1));
                assertThat(reported.used()).isZero();
                assertThat(reported.nextAfter()).isZero();
            });
        }
    }
}
