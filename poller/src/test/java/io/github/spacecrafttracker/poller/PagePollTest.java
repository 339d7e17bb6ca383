package io.github.spacecrafttracker.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Page;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poller.memory.Knowledge;
import io.github.spacecrafttracker.poller.pass.SweepPass;
import io.github.spacecrafttracker.poller.publish.Publication;
import io.github.spacecrafttracker.poller.schedule.Asking;
import io.github.spacecrafttracker.poller.schedule.Pace;
import io.github.spacecrafttracker.poller.upstream.ListPage;
import io.github.spacecrafttracker.poller.upstream.Pages;
import io.github.spacecrafttracker.poller.upstream.Reply;
import io.github.spacecrafttracker.poller.upstream.Row;
import io.github.spacecrafttracker.snapshot.Snapshot;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagePollTest {
    private static final String SOURCE = "https://upstream.example/2.3.0";
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final PagePoll pagePoll = new PagePoll(SOURCE, new Pace(15), new PageRows(SOURCE, "spacecraft.snapshots"));
    private Knowledge known;
    private Instant now;
    private List<PollReport> reports = List.of();

    @BeforeEach
    void nothing_is_known() {
        known = new Knowledge(Map.of(), -1, null, null, new Asking(List.of(), 0, null), List.of(-1L));
        now = NOON;
    }

    @Test
    void observations_follow_the_clock_and_never_repeat() {
        assertThat(observations(poll(1L))).containsExactly(NOON.toEpochMilli());
        assertThat(observations(poll(1L))).as("in the same millisecond").containsExactly(NOON.toEpochMilli() + 1);
        now = NOON.minusSeconds(60);
        assertThat(observations(poll(1L))).as("the clock went back").containsExactly(NOON.toEpochMilli() + 2);
    }

    /** Promise 3. */
    @Test
    void what_is_seen_up_to_the_end_of_the_first_complete_sweep_is_initial() {
        var ids = LongStream.rangeClosed(1, 150).boxed().toList();
        assertThat(initial(page(ids, 0))).containsOnly(true);
        assertThat(initial(page(ids, 99))).as("the poll that ends it").containsOnly(true);
        assertThat(known.baseline()).isFalse();
        var later = poll(LongStream.rangeClosed(1, 99).boxed().toArray(Long[]::new));
        assertThat(initial(later)).as("seen before").containsOnly(true);
        assertThat(initial(poll(1L, 2L, 1_000L))).containsExactly(true, true, false);
    }

    @Test
    void the_first_sight_of_a_spacecraft_never_changes() {
        poll(1L);
        var first = NOON.toEpochMilli();
        now = now.plusSeconds(240);
        assertThat(poll(1L, 2L).snapshots())
                .extracting(it -> it.headers().firstSeen())
                .containsExactly(first, now.toEpochMilli());
    }

    @Test
    void a_complete_sweep_is_concluded_with_its_last_poll() {
        var ids = LongStream.rangeClosed(1, 150).boxed().toList();
        page(ids, 0);
        assertThat(reports).hasSize(1);
        now = NOON.plusSeconds(5);
        page(ids, 99);
        assertThat(reports).hasSize(2);
        var sweep = (Sweep) reports.get(1);
        assertThat(sweep.baseline()).isTrue();
        assertThat(sweep.startedAt()).as("when its first page was asked for").isEqualTo(NOON.minusSeconds(1));
        assertThat(sweep.asOf()).isEqualTo(sweep.startedAt());
        assertThat(sweep.pages()).isEqualTo(2);
        assertThat(sweep.rows()).isEqualTo(150);
        assertThat(sweep.snapshotOffsets()).containsExactly(151L);
    }

    @Test
    void a_sweep_that_misses_something_held_has_no_conclusion_and_says_so() {
        poll(1L, 2L, 3L);
        var concluded = known.lastSweep();
        poll(1L, 3L);
        assertThat(reports).hasSize(1);
        assertThat(((Page) reports.get(0)).pass().missing()).containsExactly(2L);
        assertThat(known.lastSweep()).isEqualTo(concluded);
        assertThat(known.rows()).as("it is still held").isEqualTo(3);
    }

    /** Promise 6: what could not be read is served as it was last read. */
    @Test
    void a_sweep_with_an_unreadable_row_is_as_of_the_last_reading_of_that_row() {
        poll(1L, 2L);
        var read = now;
        now = now.plusSeconds(240);
        var page = new ListPage(2, true, List.of(sound(1), unreadable(2L)));
        var published = accept(page);
        assertThat(((Sweep) reports.get(1)).asOf()).isEqualTo(read);
        assertThat(published.snapshots()).extracting(Snapshot::id).containsExactly(1L);
        assertThat(published.notice()).contains("1 rows", "results[1], id 2", "in_space is no boolean");
        assertThat(published.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.id()).isEqualTo(2);
            assertThat(letter.why().cause()).contains("results[1]", "in_space is no boolean", "offset=0");
        });
    }

    /** Promise 2. */
    @Test
    void a_refused_reply_publishes_its_report_and_nothing_else() {
        poll(1L);
        var before = known;
        var refused = publish(new Reply.Refused(Outcome.THROTTLED, "is throttled", now.plusSeconds(3600)), 429);
        assertThat(refused.snapshots()).isEmpty();
        var report = (Page) reports.get(0);
        assertThat(report.exchange().outcome()).isEqualTo(Outcome.THROTTLED);
        assertThat(report.exchange().status()).isEqualTo(429);
        assertThat(report.exchange().observation()).isNull();
        assertThat(report.afterwards().nextRequestAt()).isEqualTo(now.plusSeconds(3600));
        assertThat(report.afterwards().failures()).isEqualTo(1);
        assertThat(known.held()).isEqualTo(before.held());
        assertThat(known.lastObservation()).isEqualTo(before.lastObservation());
    }

    @Test
    void an_empty_list_is_refused_where_something_is_held() {
        accept(new ListPage(0, true, List.of()));
        assertThat(known.baseline()).as("an empty catalogue is one").isFalse();
        poll(1L);
        accept(new ListPage(0, true, List.of()));
        assertThat(((Page) reports.get(0)).exchange().outcome()).isEqualTo(Outcome.CONTRADICTION);
        assertThat(known.rows()).isEqualTo(1);
    }

    private Publication poll(Long... ids) {
        return accept(Pages.at(List.of(ids), 0));
    }

    private Publication page(List<Long> ids, long offset) {
        return accept(Pages.at(ids, offset));
    }

    private Publication accept(ListPage page) {
        return publish(new Reply.Accepted(page), 200);
    }

    private Publication publish(Reply.Result result, @Nullable Integer status) {
        var url = URI.create(SOURCE + "/spacecraft/?limit=100&offset=0");
        var pass = known.pass();
        var publication = pagePoll.of(
                known,
                pass == null || SweepPass.ended(pass) ? SweepPass.begin("normal") : pass,
                new Reply(url, now.minusSeconds(1), now, status, result));
        var last = known.snapshotOffsets().get(0);
        var after = Math.max(0, last + publication.snapshots().size());
        var concluded = publication
                .conclude()
                .apply(List.of(last == -1 ? publication.snapshots().size() : after));
        known = concluded.after();
        reports = concluded.reports();
        return publication;
    }

    private static List<Long> observations(Publication publication) {
        return publication.snapshots().stream()
                .map(it -> it.headers().observation())
                .distinct()
                .toList();
    }

    private static List<Boolean> initial(Publication publication) {
        return publication.snapshots().stream()
                .map(it -> it.headers().initial())
                .toList();
    }

    private static Row sound(long id) {
        return new Row.Sound(id, new byte[0]);
    }

    private static Row unreadable(Long id) {
        return new Row.Unreadable(id, "in_space is no boolean", new byte[0]);
    }
}
