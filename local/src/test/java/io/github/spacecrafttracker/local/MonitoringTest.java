package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Tests the notifications and series that operators get from a healthy tracker. */
@Tag("ops")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringTest {
    private static final long FREEDOM = 551;
    private static final long ENDURANCE = 542;

    private MonitoredTracker tracker;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        tracker = MonitoredTracker.start(directory);
    }

    @AfterAll
    void stop() {
        if (tracker != null) {
            tracker.close();
        }
    }

    @Test
    void a_landing_causes_one_notification_with_the_spacecrafts_name_and_rolling_restarts_cause_none()
            throws Exception {
        var before = tracker.spacecraftNotifications().size();
        var landed = Instant.now();
        tracker.upstream.put(tracker.row(FREEDOM).put("in_space", false));
        tracker.awaitSpacecraftNotifications(before + 1);
        System.out.println("with intervals of " + MonitoredTracker.INTERVAL + ", " + delay(landed, before));

        for (var service : Stream.concat(tracker.pollers.stream(), tracker.streams.stream())
                .toList()) {
            service.restart();
            tracker.awaitSeries("sum(up) == 6 and sum(tracker_ready) == 4 and sum(tracker_poller_active) == 1");
        }
        // A notification caused by a restart would arrive before this one.
        tracker.upstream.put(tracker.row(ENDURANCE).put("in_space", true));
        tracker.awaitSpacecraftNotifications(before + 2);

        assertThat(notificationsAfter(before))
                .containsExactly("Crew Dragon Freedom has left space", "Crew Dragon Endurance has entered space");
        assertThat(tracker.webhook.received("/tracker")).isEmpty();
    }

    @Test
    void each_other_transition_of_a_spacecraft_causes_one_notification() throws Exception {
        var id = 99_999;
        var added = madeUp(id, true);
        var before = tracker.spacecraftNotifications().size();

        tracker.upstream.put(added);
        tracker.awaitSpacecraftNotifications(before + 1);
        tracker.upstream.remove(id);
        tracker.awaitSpacecraftNotifications(before + 2);
        tracker.upstream.put(added);
        tracker.awaitSpacecraftNotifications(before + 3);
        tracker.upstream.remove(id);
        tracker.awaitSpacecraftNotifications(before + 4);
        tracker.upstream.put(added.put("in_space", false));
        tracker.awaitSpacecraftNotifications(before + 5);

        assertThat(notificationsAfter(before))
                .containsExactly(
                        "Made Up 99999 is new in the catalogue, and in space",
                        "Made Up 99999 was removed from the catalogue while in space",
                        "Made Up 99999 is back in the catalogue, and in space",
                        "Made Up 99999 was removed from the catalogue while in space",
                        "Made Up 99999 is back in the catalogue, and no longer in space");

        tracker.upstream.remove(id);
        tracker.awaitSeries(transitions(id, "removed\", in_space=\"false"));
        assertThat(notificationsAfter(before)).hasSize(5);
    }

    @Test
    void every_expression_returns_series_except_those_of_alerts_that_are_not_firing() throws Exception {
        causeEachTransition();
        // The duration of requests has series after the first request, and a rate after the second
        // one.
        await().until(() -> {
            for (var instance : tracker.streams) {
                instance.getList();
            }
            return tracker.hasSeries(
                    "count(sum by (instance) (rate(tracker_http_request_duration_seconds_count[1m])) > 0) == 2");
        });
        var expressions = new TreeSet<String>();
        for (var rule : Rule.all()) {
            rule.expression().selectors().forEach(selector -> expressions.add(selector.text()));
            // The expression of an alert returns series only while the alert fires; its selectors
            // always do.
            if (!rule.isAlert()) {
                expressions.add(rule.expression().text());
            }
        }
        for (var dashboard : Dashboard.all()) {
            for (var query : dashboard.queries()) {
                var sent = query.withVariablesReplaced();
                expressions.add(sent.text());
                sent.selectors().forEach(selector -> expressions.add(selector.text()));
            }
        }
        var empty = new TreeSet<String>();
        for (var expression : expressions) {
            if (!tracker.hasSeries(expression)) {
                empty.add(expression);
            }
        }

        assertThat(expressions).hasSizeGreaterThan(50);
        assertThat(empty).isEmpty();
    }

    /**
     * Creates a spacecraft in each state that a query selects, and waits until no notification is
     * outstanding.
     */
    private void causeEachTransition() {
        var before = tracker.spacecraftNotifications().size();
        for (var id : List.of(90_000, 90_001, 90_002, 90_004, 90_005)) {
            tracker.upstream.put(madeUp(id, true));
        }
        tracker.upstream.put(madeUp(90_003, false));
        tracker.upstream.put(madeUp(90_006, false));
        tracker.awaitSpacecraftNotifications(before + 5);
        tracker.awaitSeries(transitions(90_006, "appeared"));

        tracker.upstream.remove(90_001);
        tracker.upstream.remove(90_002);
        tracker.upstream.remove(90_005);
        // No alert reports the removal of a spacecraft that is not in space.
        tracker.upstream.remove(90_006);
        tracker.upstream.put(madeUp(90_003, true));
        tracker.upstream.put(madeUp(90_004, false));
        tracker.awaitSpacecraftNotifications(before + 10);

        tracker.upstream.put(madeUp(90_002, true));
        tracker.upstream.put(madeUp(90_005, false));
        tracker.awaitSpacecraftNotifications(before + 12);
        tracker.awaitSeries(
                "spacecraft:transition_timestamp_seconds:max{spacecraft_id=\"90006\", transition=\"removed\"}");
    }

    private NotificationDelay delay(Instant landed, int position) throws Exception {
        var notification = tracker.webhook.received("/spacecraft").get(position);
        return NotificationDelay.of(
                landed,
                tracker.query(transitions(FREEDOM, "left") + "[5m]"),
                Instant.parse(notification.message().at("/alerts/0/startsAt").asString()),
                notification.at());
    }

    private List<String> notificationsAfter(int before) {
        var all = tracker.spacecraftNotifications();
        return all.subList(before, all.size());
    }

    private ObjectNode madeUp(long id, boolean inSpace) {
        return tracker.row(ENDURANCE).put("id", id).put("name", "Made Up " + id).put("in_space", inSpace);
    }

    private static String transitions(long id, String transition) {
        return "tracker_spacecraft_transition_timestamp_seconds{spacecraft_id=\"" + id + "\", transition=\""
                + transition + "\"}";
    }
}
