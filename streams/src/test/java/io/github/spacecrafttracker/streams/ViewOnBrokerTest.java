package io.github.spacecrafttracker.streams;

import static io.github.spacecrafttracker.streams.Log.at;
import static io.github.spacecrafttracker.streams.Log.object;
import static io.github.spacecrafttracker.streams.Log.shown;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.service.StartException;
import io.github.spacecrafttracker.streams.Log.Shown;
import io.github.spacecrafttracker.streams.query.Filter;
import io.github.spacecrafttracker.streams.query.Ordering;
import io.github.spacecrafttracker.streams.query.Search;
import io.github.spacecrafttracker.streams.view.Answer;
import io.github.spacecrafttracker.streams.view.View;
import io.github.spacecrafttracker.streams.view.ViewMeters;
import io.github.spacecrafttracker.streams.view.ViewTopology;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the view answers, and as of when, over a real log with its transactions. */
class ViewOnBrokerTest extends OnBroker {
    private static final Filter ALL = new Filter(null, null, null, null, null, new Search(List.of()));
    private static final Ordering BY_ID = new Ordering(List.of());
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void a_list_waits_for_a_complete_sweep_and_a_held_spacecraft_does_not() throws Exception {
        try (var log = new Log(broker, "waits");
                var running = view(log)) {
            var view = new View(running.streams());
            assertThat(view.list()).isInstanceOf(Answer.NotReady.class);
            running.start();
            log.commit(shown(4, false), shown(5, true));

            await().atMost(LONG).until(() -> view.spacecraft(5) instanceof Answer.Held);
            assertThat(view.list()).isInstanceOf(Answer.NotReady.class);
            assertThat(view.spacecraft(6)).isInstanceOf(Answer.NotReady.class);
            assertThat(((Answer.Held) view.spacecraft(5)).asOf()).isEqualTo(at(2));

            log.sweep();
            await().atMost(LONG).until(() -> view.list() instanceof Answer.Listed);
            assertThat(view.spacecraft(6)).isEqualTo(new Answer.Unknown(at(1)));
            assertThat(rows(view)).isEqualTo("1 of 2: 4 5");
        }
    }

    @Test
    void a_sweep_counts_only_with_all_its_snapshots() throws Exception {
        try (var log = new Log(broker, "contains");
                var running = view(log)) {
            var view = new View(running.streams());
            running.start();
            log.commit(shown(4, false));
            var first = log.sweep();
            await().atMost(LONG).until(() -> view.asOf().isPresent());

            // Concluded with offsets that are yet to come, as seen by a view that is ahead in the polls.
            log.commit(shown(4, true));
            var ahead = log.concluded();
            var moved = new Sweep(
                    ahead.source(),
                    ahead.observation(),
                    ahead.firstObservation(),
                    ahead.startedAt(),
                    ahead.endedAt(),
                    at(2),
                    false,
                    ahead.mode(),
                    1,
                    1,
                    ahead.unreadableIds(),
                    ahead.unlistedIds(),
                    ahead.snapshotOffsets().stream().map(offset -> offset + 2).toList());
            log.report(moved.key(), moved.write());
            log.commit(shown(7, false));
            await().atMost(LONG).until(() -> view.spacecraft(7) instanceof Answer.Held);
            assertThat(view.asOf()).contains(first.asOf());
        }
    }

    @Test
    void nothing_of_an_open_or_aborted_poll_is_seen() throws Exception {
        try (var log = new Log(broker, "unfinished");
                var running = view(log)) {
            var view = new View(running.streams());
            running.start();
            log.commit(shown(4, false));
            log.sweep();
            log.abort(shown(4, true), shown(5, true));
            log.begin(shown(6, true));
            try (var other = view(log)) {
                // A second one reads the log anew meanwhile, up to the open transaction.
                other.start();
                var otherView = new View(other.streams());
                await().atMost(LONG).until(() -> otherView.asOf().isPresent());
                assertThat(rows(otherView)).isEqualTo("1 of 1: 4");
                assertThat(text(otherView, 4)).isEqualTo(object(4, false));
                assertThat(otherView.spacecraft(6)).isInstanceOf(Answer.Unknown.class);

                log.finish();
                await().atMost(LONG).until(() -> otherView.spacecraft(6) instanceof Answer.Held);
            }
            await().atMost(LONG).until(() -> view.spacecraft(6) instanceof Answer.Held);
            assertThat(rows(view)).isEqualTo("1 of 2: 4 6");
        }
    }

    @Test
    void a_log_that_ends_in_aborted_polls_is_read_to_its_end() throws Exception {
        try (var log = new Log(broker, "markers")) {
            log.commit(shown(4, false), new Shown(5, "{}"), new Shown(6, null));
            log.sweep();
            for (int poll = 0; poll < 5; poll++) {
                log.abort(shown(4, true), shown(5, true), shown(6, true), shown(7, true), shown(8, true));
            }
            try (var running = view(log)) {
                var view = new View(running.streams());
                running.start();
                await().atMost(Duration.ofSeconds(20)).until(() -> view.asOf().isPresent());
                assertThat(rows(view)).isEqualTo("1 of 1: 4");
                assertThat(view.spacecraft(6)).isEqualTo(new Answer.Unknown(at(3)));
            }
        }
    }

    @Test
    void what_was_read_after_a_restart_is_what_was_read_before() throws Exception {
        try (var log = new Log(broker, "restart")) {
            log.commit(shown(4, false), shown(5, false), shown(4, true), new Shown(5, null), new Shown(6, "no JSON"));
            log.report("later-kind", "{\"kind\":\"later-kind\"}".getBytes(UTF_8));
            log.report("sweep", "{\"kind\":\"sweep\"}".getBytes(UTF_8));
            log.report("watch", "{\"kind\":\"watch\"}".getBytes(UTF_8));
            log.sweep();
            for (int start = 0; start < 2; start++) {
                try (var running = view(log)) {
                    var view = new View(running.streams());
                    running.start();
                    await().atMost(LONG).until(() -> view.asOf().isPresent());
                    assertThat(rows(view)).isEqualTo("1 of 1: 4");
                    assertThat(text(view, 4)).isEqualTo(object(4, true));
                    assertThat(view.listing().orElseThrow().size()).isEqualTo(1);
                }
            }
        }
    }

    /** As of which observation, the count, the ids. */
    private static String rows(View view) {
        var list = (Answer.Listed) view.list();
        var line = new StringBuilder()
                .append(Duration.between(at(0), list.asOf()).toMinutes())
                .append(" of ")
                .append(list.listing().size())
                .append(':');
        list.listing().select(ALL, BY_ID).forEach(row -> line.append(' ')
                .append(row.fields().id()));
        return line.toString();
    }

    private static String text(View view, long id) {
        return new String(((Answer.Held) view.spacecraft(id)).row().held().canonical(), UTF_8);
    }

    private static StreamsRunner view(Log log) throws StartException {
        var settings = OneInstance.on(0);
        return new StreamsRunner(
                "view",
                new ViewTopology(log.topics, new ViewMeters(new SimpleMeterRegistry())),
                new StreamsProperties(log.kafka, settings).view(),
                new SimpleMeterRegistry());
    }
}
