package io.github.spacecrafttracker.streams.catalogue;

import static io.github.spacecrafttracker.streams.Log.at;
import static io.github.spacecrafttracker.streams.Log.object;
import static io.github.spacecrafttracker.streams.Log.shown;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.streams.Log;
import io.github.spacecrafttracker.streams.Log.Shown;
import io.github.spacecrafttracker.streams.OnBroker;
import io.github.spacecrafttracker.streams.OneInstance;
import io.github.spacecrafttracker.streams.query.Filter;
import io.github.spacecrafttracker.streams.query.Ordering;
import io.github.spacecrafttracker.streams.query.Search;
import io.github.spacecrafttracker.streams.runtime.StreamsRunner;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the catalogue answers, and as of when, over a real log with its transactions. */
class CatalogueOnBrokerTest extends OnBroker {
    private static final Filter ALL = new Filter(null, null, null, null, null, new Search(List.of()));
    private static final Ordering BY_ID = new Ordering(List.of());

    @Test
    void a_list_waits_for_a_complete_sweep_and_a_held_spacecraft_does_not() throws Exception {
        try (var log = new Log(broker, "waits");
                var running = catalogue(log)) {
            var catalogue = new Catalogue(running.streams());
            assertThat(catalogue.list()).isInstanceOf(QueryResult.NotReady.class);
            running.start();
            log.commit(shown(4, false), shown(5, true));

            await().until(() -> catalogue.spacecraft(5) instanceof QueryResult.Held);
            assertThat(catalogue.list()).isInstanceOf(QueryResult.NotReady.class);
            assertThat(catalogue.spacecraft(6)).isInstanceOf(QueryResult.NotReady.class);
            assertThat(((QueryResult.Held) catalogue.spacecraft(5)).asOf()).isEqualTo(at(2));

            log.sweep();
            await().until(() -> catalogue.list() instanceof QueryResult.Listed);
            assertThat(catalogue.spacecraft(6)).isEqualTo(new QueryResult.Unknown(at(1)));
            assertThat(rows(catalogue)).isEqualTo("1 of 2: 4 5");
        }
    }

    @Test
    void a_sweep_counts_only_with_all_its_snapshots() throws Exception {
        try (var log = new Log(broker, "contains");
                var running = catalogue(log)) {
            var catalogue = new Catalogue(running.streams());
            running.start();
            log.commit(shown(4, false));
            var first = log.sweep();
            await().until(() -> catalogue.asOf().isPresent());

            // Concluded with offsets that are yet to come, as seen by a catalogue that is ahead in the polls.
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
            await().until(() -> catalogue.spacecraft(7) instanceof QueryResult.Held);
            assertThat(catalogue.asOf()).contains(first.asOf());
        }
    }

    @Test
    void nothing_of_an_open_or_aborted_poll_is_seen() throws Exception {
        try (var log = new Log(broker, "unfinished");
                var running = catalogue(log)) {
            var catalogue = new Catalogue(running.streams());
            running.start();
            log.commit(shown(4, false));
            log.sweep();
            log.abort(shown(4, true), shown(5, true));
            log.begin(shown(6, true));
            try (var other = catalogue(log)) {
                // A second one reads the log anew meanwhile, up to the open transaction.
                other.start();
                var otherCatalogue = new Catalogue(other.streams());
                await().until(() -> otherCatalogue.asOf().isPresent());
                assertThat(rows(otherCatalogue)).isEqualTo("1 of 1: 4");
                assertThat(text(otherCatalogue, 4)).isEqualTo(object(4, false));
                assertThat(otherCatalogue.spacecraft(6)).isInstanceOf(QueryResult.Unknown.class);

                log.finish();
                await().until(() -> otherCatalogue.spacecraft(6) instanceof QueryResult.Held);
            }
            await().until(() -> catalogue.spacecraft(6) instanceof QueryResult.Held);
            assertThat(rows(catalogue)).isEqualTo("1 of 2: 4 6");
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
            try (var running = catalogue(log)) {
                var catalogue = new Catalogue(running.streams());
                running.start();
                await().until(() -> catalogue.asOf().isPresent());
                assertThat(rows(catalogue)).isEqualTo("1 of 1: 4");
                assertThat(catalogue.spacecraft(6)).isEqualTo(new QueryResult.Unknown(at(3)));
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
                try (var running = catalogue(log)) {
                    var catalogue = new Catalogue(running.streams());
                    running.start();
                    await().until(() -> catalogue.asOf().isPresent());
                    assertThat(rows(catalogue)).isEqualTo("1 of 1: 4");
                    assertThat(text(catalogue, 4)).isEqualTo(object(4, true));
                    assertThat(catalogue.listing().orElseThrow().size()).isEqualTo(1);
                }
            }
        }
    }

    /** As of which observation, the count, the ids. */
    private static String rows(Catalogue catalogue) {
        var list = (QueryResult.Listed) catalogue.list();
        var line = new StringBuilder()
                .append(Duration.between(at(0), list.asOf()).toMinutes())
                .append(" of ")
                .append(list.listing().size())
                .append(':');
        list.listing().select(ALL, BY_ID).forEach(row -> line.append(' ')
                .append(row.fields().id()));
        return line.toString();
    }

    private static String text(Catalogue catalogue, long id) {
        return new String(
                ((QueryResult.Held) catalogue.spacecraft(id)).row().held().canonical(), UTF_8);
    }

    private static StreamsRunner catalogue(Log log) throws StartException {
        var settings = OneInstance.on(0);
        return new StreamsRunner(
                "catalogue",
                new CatalogueTopology(log.topics, new CatalogueMeters(new SimpleMeterRegistry())),
                settings.properties(log.kafka).catalogue(),
                new SimpleMeterRegistry());
    }
}
