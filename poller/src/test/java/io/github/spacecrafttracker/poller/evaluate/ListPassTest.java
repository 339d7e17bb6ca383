package io.github.spacecrafttracker.poller.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poller.ll2.Pages;
import io.github.spacecrafttracker.poller.ll2.Reply;
import io.github.spacecrafttracker.poller.ll2.UpstreamPage;
import io.github.spacecrafttracker.poller.ll2.UpstreamRow;
import io.github.spacecrafttracker.poller.state.Passes;
import io.github.spacecrafttracker.poller.state.PollerState;
import io.github.spacecrafttracker.poller.state.PollerState.KnownSpacecraft;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListPassTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final Map<Long, KnownSpacecraft> known = new HashMap<>();
    private long observation;

    @Test
    void six_hundred_and_seven_rows_take_seven_requests() {
        assertThat(sweep(ids(607)).pages()).isEqualTo(7);
    }

    @Test
    void a_list_that_fits_into_one_page_takes_one_request() {
        assertThat(sweep(ids(100)).pages()).isEqualTo(1);
    }

    @Test
    void an_empty_list_is_complete() {
        assertThat(sweep(List.of()).missing()).isEmpty();
    }

    @Test
    void a_known_spacecraft_that_is_not_listed_is_missing() {
        know(500, 0);
        observation = 10;
        assertThat(sweep(ids(150)).missing()).containsExactly(500L);
    }

    @Test
    void a_removed_spacecraft_is_not_missing() {
        known.put(500L, new KnownSpacecraft(headers(0), true, false));
        observation = 10;
        assertThat(sweep(ids(150)).missing()).isEmpty();
    }

    @Test
    void a_spacecraft_that_another_poll_read_during_the_pass_is_not_missing() {
        observation = 10;
        var pass = next(Passes.begin("normal", null), ids(150));
        know(500, observation);
        assertThat(next(pass, ids(150)).missing()).isEmpty();
    }

    @Test
    void a_pass_steps_back_if_rows_before_it_were_removed() {
        var ids = new ArrayList<>(ids(300));
        var pass = next(Passes.begin("normal", null), ids);
        assertThat(pass.nextOffset()).isEqualTo(99);
        ids.subList(10, 12).clear();
        pass = next(pass, ids);
        assertThat(pass.nextOffset()).as("one page back").isZero();
        assertThat(pass.lastId()).as("nothing after the gap counts as read").isEqualTo(99);
        assertThat(finish(pass, ids).missing()).as("10 and 11 were read before").isEmpty();
    }

    @Test
    void an_unreadable_row_with_an_id_is_present() {
        know(2, 0);
        observation = 10;
        var pass = after(Passes.begin("normal", null), page(valid(1), unreadable(2L), valid(3)));
        assertThat(pass.missing()).isEmpty();
        assertThat(pass.unreadableIds()).containsExactly(2L);
    }

    @Test
    void an_unreadable_row_without_an_id_hides_its_spacecraft() {
        know(2, 0);
        observation = 10;
        var pass = after(Passes.begin("normal", null), page(valid(1), unreadable(null), valid(3)));
        assertThat(pass.missing()).containsExactly(2L);
    }

    @Test
    void the_next_page_starts_at_a_row_whose_id_is_known() {
        var rows = new ArrayList<UpstreamRow>();
        LongStream.range(0, 98).forEach(id -> rows.add(valid(id)));
        rows.add(unreadable(null));
        rows.add(unreadable(null));
        var pass = after(Passes.begin("normal", null), new UpstreamPage(150, false, rows));
        assertThat(pass.nextOffset()).isEqualTo(97);
        assertThat(pass.lastId()).isEqualTo(97);
    }

    /** A property: rows that are added and removed between pages hide no row that stayed. */
    @Test
    void a_complete_pass_misses_no_spacecraft_that_stayed() {
        for (var seed = 0; seed < 1_000; seed++) {
            var random = new Random(seed);
            known.clear();
            var present = new TreeSet<>(ids(random.nextInt(50, 700)));
            var stayed = new HashSet<>(present);
            var read = new HashSet<Long>();
            var pass = Passes.begin("normal", null);
            var changes = random.nextInt(1, 40);
            while (Passes.isUnderWay(pass)) {
                var page = Pages.at(List.copyOf(present), pass.nextOffset());
                page.rows().forEach(row -> read.add(row.id()));
                pass = after(pass, page);
                for (var change = 0; change < random.nextInt(4) && changes > 0; change++, changes--) {
                    stayed.removeAll(change(present, random));
                }
            }
            assertThat(read).as("seed %s", seed).containsAll(stayed);
            assertThat(pass.missing()).as("seed %s", seed).doesNotContainAnyElementsOf(stayed);
        }
    }

    private static List<Long> change(Set<Long> present, Random random) {
        if (random.nextBoolean()) {
            present.add(random.nextLong(2_000));
            return List.of();
        }
        var all = List.copyOf(present);
        var from = random.nextInt(all.size());
        var gone = all.subList(from, Math.min(all.size() - 1, from + random.nextInt(1, 30)));
        gone.forEach(present::remove);
        return gone;
    }

    private Pass sweep(List<Long> ids) {
        return finish(Passes.begin("normal", null), ids);
    }

    private Pass finish(Pass begun, List<Long> ids) {
        var pass = begun;
        while (Passes.isUnderWay(pass)) {
            pass = next(pass, ids);
        }
        return pass;
    }

    private Pass next(Pass pass, List<Long> ids) {
        return after(pass, Pages.at(ids, pass.nextOffset()));
    }

    private Pass after(Pass pass, UpstreamPage page) {
        observation++;
        page.rows().forEach(row -> {
            if (row instanceof UpstreamRow.Valid valid) {
                know(valid.id(), observation);
            }
        });
        return ListPass.after(
                pass,
                page,
                observation,
                reply(page),
                first -> MissingSpacecraft.ofSweep(PollerState.empty(1).observed(observation, known), first));
    }

    private static Reply reply(UpstreamPage page) {
        return new Reply(URI.create("https://upstream.example"), NOON, NOON, null, 200, new Reply.Listed(page));
    }

    private void know(long id, long readAt) {
        known.put(id, new KnownSpacecraft(headers(readAt), false, false));
    }

    private static SnapshotHeaders headers(long observation) {
        return new SnapshotHeaders(observation, "page", "https://upstream.example/2.3.0", 0, true, Instant.EPOCH);
    }

    private static UpstreamPage page(UpstreamRow... rows) {
        return new UpstreamPage(rows.length, true, List.of(rows));
    }

    private static UpstreamRow valid(long id) {
        return new UpstreamRow.Valid(id, new byte[0], false);
    }

    private static UpstreamRow unreadable(@Nullable Long id) {
        return new UpstreamRow.Unreadable(id, UpstreamRow.Defect.VALUE, "in_space is not a boolean", new byte[0]);
    }

    private static List<Long> ids(int count) {
        return LongStream.range(0, count).boxed().toList();
    }
}
