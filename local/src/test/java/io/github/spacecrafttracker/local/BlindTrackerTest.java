package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.local.WebhookReceiver.Notification;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the notifications that operators get while the upstream API is down. */
@Tag("ops")
class BlindTrackerTest {
    @Test
    void an_upstream_outage_causes_one_notification_and_none_about_its_consequences(@TempDir Path directory)
            throws Exception {
        try (var tracker = MonitoredTracker.start(directory)) {
            tracker.upstream.close();

            await().until(() -> !tracker.webhook.received("/tracker").isEmpty());
            assertThat(tracker.webhook.received("/tracker").stream().map(Notification::alert))
                    .containsExactly("TrackerBlindWatch");
            var notification = tracker.webhook.received("/tracker").get(0);
            assertThat(notification.summaries())
                    .singleElement()
                    .asString()
                    .startsWith("No watch succeeds: the list of spacecraft in space is 1m");
            var alert = notification.message().at("/alerts/0");
            assertThat(alert.at("/annotations/runbook_url").asString())
                    .isEqualTo("docs/operations.md#trackerblindwatch");
            assertThat(alert.path("labels").propertyNames()).doesNotContain("runbooks");
        }
    }
}
