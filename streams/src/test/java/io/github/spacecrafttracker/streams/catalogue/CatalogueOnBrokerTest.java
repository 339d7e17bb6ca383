package io.github.spacecrafttracker.streams.catalogue;

import static io.github.spacecrafttracker.streams.SnapshotLog.at;
import static io.github.spacecrafttracker.streams.SnapshotLog.object;
import static io.github.spacecrafttracker.streams.SnapshotLog.shown;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.streams.BrokerTestBase;
import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.SnapshotLog.Shown;
import io.github.spacecrafttracker.streams.TestSettings;
import io.github.spacecrafttracker.streams.query.Filter;
import io.github.spacecrafttracker.streams.query.Ordering;
import io.github.spacecrafttracker.streams.query.Search;
import io.github.spacecrafttracker.streams.runtime.StreamsRunner;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the catalogue and its As-Of times on a real broker, with transactions. */
class CatalogueOnBrokerTest extends BrokerTestBase {
    private static final Filter ALL = new Filter(null, null, null, null, null, new Search(List.of()));
    private static final Ordering BY_ID = new Ordering(List.of());

    @Test
    void a_list_requires_a_complete_sweep_but_a_single_spacecraft_does_not() throws Exception {
        try (var log = new SnapshotLog(broker, "waits");
                var running = catalogue(log)) {
            var catalogue = new Catalogue(running.streams());
            assertThat(catalogue.list()).isInstanceOf(QueryResult.NotReady.class);
            running.start();
            log.commit(shown(4, false), shown(5, true));

            await().until(() -> catalogue.spacecraft(5) instanceof QueryResult.Found);
            assertThat(catalogue.list()).isInstanceOf(QueryResult.NotReady.class);
            assertThat(catalogue.spacecraft(6)).isInstanceOf(QueryResult.NotReady.class);
            assertThat(((QueryResult.Found) catalogue.spacecraft(5)).asOf()).isEqualTo(at(2));

            log.sweep();
            await().until(() -> catalogue.list() instanceof QueryResult.Listed);
            assertThat(catalogue.spacecraft(6)).isEqualTo(new QueryResult.NotFound(at(1)));
            assertThat(rows(catalogue)).isEqualTo("1 of 2: 4 5");
        }
    }

    @Test
    void a_sweep_counts_only_after_all_its_snapshots_have_been_read() throws Exception {
        try (var log = new SnapshotLog(broker, "contains");
                var running = catalogue(log)) {
            var catalogue = new Catalogue(running.streams());
            running.start();
            log.commit(shown(4, false));
            var first = log.sweep();
            await().until(() -> catalogue.asOf().isPresent());

            // A sweep whose offsets do not exist yet, which a catalogue can read if it is ahead in
            // the topic of polls.
            log.commit(shown(4, true));
            var ahead = log.sweepReport();
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
            await().until(() -> catalogue.spacecraft(7) instanceof QueryResult.Found);
            assertThat(catalogue.asOf()).contains(first.asOf());
        }
    }

    @Test
    void snapshots_of_an_open_or_aborted_transaction_are_not_visible() throws Exception {
        try (var log = new SnapshotLog(broker, "unfinished");
                var running = catalogue(log)) {
            var catalogue = new Catalogue(running.streams());
            running.start();
            log.commit(shown(4, false));
            log.sweep();
            log.abort(shown(4, true), shown(5, true));
            log.begin(shown(6, true));
            try (var other = catalogue(log)) {
                // In the meantime, a second catalogue reads the topics up to the open transaction.
                other.start();
                var otherCatalogue = new Catalogue(other.streams());
                await().until(() -> otherCatalogue.asOf().isPresent());
                assertThat(rows(otherCatalogue)).isEqualTo("1 of 1: 4");
                assertThat(text(otherCatalogue, 4)).isEqualTo(object(4, false));
                assertThat(otherCatalogue.spacecraft(6)).isInstanceOf(QueryResult.NotFound.class);

                log.finish();
                await().until(() -> otherCatalogue.spacecraft(6) instanceof QueryResult.Found);
            }
            await().until(() -> catalogue.spacecraft(6) instanceof QueryResult.Found);
            assertThat(rows(catalogue)).isEqualTo("1 of 2: 4 6");
        }
    }

    @Test
    void a_topic_that_ends_with_aborted_transactions_is_read_to_its_end() throws Exception {
        try (var log = new SnapshotLog(broker, "markers")) {
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
                assertThat(catalogue.spacecraft(6)).isEqualTo(new QueryResult.NotFound(at(3)));
            }
        }
    }

    @Test
    void a_restarted_catalogue_restores_the_same_state() throws Exception {
        try (var log = new SnapshotLog(broker, "restart")) {
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
                    assertThat(catalogue.currentList().orElseThrow().size()).isEqualTo(1);
                }
            }
        }
    }

    /** Returns the observation of the As-Of, the number of spacecraft, and their ids. */
    private static String rows(Catalogue catalogue) {
        var list = (QueryResult.Listed) catalogue.list();
        var line = new StringBuilder()
                .append(Duration.between(at(0), list.asOf()).toMinutes())
                .append(" of ")
                .append(list.list().size())
                .append(':');
        list.list().select(ALL, BY_ID).forEach(row -> line.append(' ')
                .append(row.fields().id()));
        return line.toString();
    }

    private static String text(Catalogue catalogue, long id) {
        return new String(
                ((QueryResult.Found) catalogue.spacecraft(id))
                        .row()
                        .snapshotJson()
                        .canonical(),
                UTF_8);
    }

    private static StreamsRunner catalogue(SnapshotLog log) throws StartException {
        var settings = TestSettings.on(0);
        return new StreamsRunner(
                "catalogue",
                new CatalogueTopology(log.topics, new CatalogueMeters(new SimpleMeterRegistry())),
                settings.properties(log.kafka).catalogue(),
                new SimpleMeterRegistry());
    }
}
