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

/** The poller can parse the rate limit that another tracker's streams service reports. */
class TrackerFollowsTrackerTest {
    @Test
    void another_tracker_reports_the_maximum_limit_and_no_usage() throws Exception {
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
