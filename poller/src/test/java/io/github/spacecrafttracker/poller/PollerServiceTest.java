package io.github.spacecrafttracker.poller;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spacecrafttracker.deadletter.DeadLetter;
import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.embedded.upstream.Fault;
import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poller.evaluate.Evaluation;
import io.github.spacecrafttracker.poller.state.PollerState;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.snapshot.CanonicalForm;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** The whole poller with a real HTTP server and a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PollerServiceTest {
    private final AtomicInteger tests = new AtomicInteger();
    private EmbeddedBroker broker;
    private PollerFixture fixture;

    @BeforeAll
    void start(@TempDir Path directory) {
        broker = EmbeddedBroker.start(directory, 0);
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @BeforeEach
    void create_topics() throws StartException {
        fixture = new PollerFixture(broker, "test-" + tests.incrementAndGet());
    }

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    void the_first_sweep_publishes_one_snapshot_of_each_spacecraft() throws Exception {
        fixture.pollPage(fixture.start());

        var exchange = fixture.lastPage().exchange();
        var observation = exchange.observation();
        assertThat(fixture.snapshots())
                .extracting(Snapshot::id)
                .containsExactlyInAnyOrderElementsOf(RecordedSpacecraft.all().stream()
                        .map(PollerServiceTest::id)
                        .toList());
        assertThat(fixture.snapshots()).allSatisfy(snapshot -> {
            assertThat(snapshot.headers().observation()).isEqualTo(observation);
            assertThat(snapshot.headers().firstSeen()).isEqualTo(observation);
            assertThat(snapshot.headers().pollKind()).isEqualTo("page");
            assertThat(snapshot.headers().source()).isEqualTo(fixture.upstream.baseUrl());
            assertThat(snapshot.headers().initial()).isTrue();
            assertThat(snapshot.observedAt()).isEqualTo(exchange.receivedAt());
        });
        assertThat(fixture.read(fixture.topics.snapshots())).allSatisfy(record -> assertThat(record.headers())
                .extracting(Header::key)
                .containsExactly("observation", "poll_kind", "source", "first_seen", "initial", "true_since"));
    }

    @Test
    void the_reports_of_the_page_and_of_the_sweep_contain_the_offsets_of_the_snapshots() throws Exception {
        fixture.pollPage(fixture.start());

        assertThat(fixture.reports()).extracting(PollReport::key).containsExactly("page", "sweep");
        var page = fixture.lastPage();
        var sweep = fixture.sweeps().get(0);
        assertThat(page.exchange().outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(page.afterwards().snapshotOffsets()).isEqualTo(lastOffsets());
        assertThat(sweep.snapshotOffsets()).isEqualTo(lastOffsets());
        assertThat(sweep.baseline()).isTrue();
        assertThat(sweep.rows()).isEqualTo(19);
        assertThat(fixture.bookings().get(0).bookedAt())
                .as("booked before it was sent")
                .isEqualTo(page.exchange().requestedAt());
    }

    static Stream<Arguments> faultyReplies() {
        return Stream.of(
                argumentSet("an error status", Fault.status(500), Outcome.STATUS),
                argumentSet("a throttled request", Fault.throttled("3600"), Outcome.THROTTLED),
                argumentSet("a web page", Fault.html(), Outcome.CONTENT_TYPE),
                argumentSet("plain text", Fault.contentType("text/plain"), Outcome.CONTENT_TYPE),
                argumentSet("a redirect", Fault.redirect("http://127.0.0.1:1/"), Outcome.REDIRECTED),
                argumentSet("not a list", Fault.status(200, "[]"), Outcome.SHAPE),
                argumentSet("cut JSON", Fault.cutJson(), Outcome.MALFORMED),
                argumentSet("two documents", Fault.twoDocuments(), Outcome.MALFORMED),
                argumentSet("a cut connection", Fault.cutConnection(), Outcome.CONNECTION),
                argumentSet("no reply", Fault.noReply(), Outcome.CONNECTION),
                argumentSet("an empty list", Fault.empty(), Outcome.CONTRADICTION),
                argumentSet("a wrong count", Fault.wrongCount(1), Outcome.CONTRADICTION),
                argumentSet("a shrunken page", Fault.shrunken(3), Outcome.CONTRADICTION),
                argumentSet("a row twice", Fault.repeatedRow(), Outcome.CONTRADICTION),
                argumentSet("a page that starts late", Fault.shifted(1), Outcome.CONTRADICTION));
    }

    /** docs/guarantees.md#g2 and docs/guarantees.md#g5. */
    @ParameterizedTest
    @MethodSource("faultyReplies")
    void a_faulty_reply_is_requested_once_and_writes_only_a_report(Fault fault, Outcome outcome) throws Exception {
        var poller = fixture.start();
        fixture.pollPage(poller);
        var before = fixture.values();

        fixture.upstream.failUntilRecovered(fault);
        fixture.pollPage(poller);

        assertThat(fixture.values()).as("nothing else is published").isEqualTo(before);
        assertThat(fixture.sweeps()).hasSize(1);
        assertThat(fixture.upstream.spacecraftRequests())
                .as("requested once")
                .hasSize(fixture.polls().size());
        assertThat(fixture.lastPage().exchange().outcome()).isEqualTo(outcome);
        assertThat(fixture.lastPage().exchange().detail()).isNotBlank();
        assertThat(fixture.lastPage().exchange().observation()).isNull();
        assertThat(fixture.lastPage().afterwards().snapshotOffsets()).isEqualTo(lastOffsets());

        fixture.upstream.recover();
        fixture.pollPage(poller);

        assertThat(fixture.lastPage().exchange().outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(fixture.values()).isEqualTo(before);
        assertThat(fixture.sweeps()).hasSize(2);
    }

    static Stream<Arguments> unreadableRows() {
        return Stream.of(
                argumentSet("no id", (Spoiling) row -> row.remove("id"), "id", false, "id"),
                argumentSet("a string as the id", (Spoiling) row -> row.put("id", "four"), "id", false, "id"),
                argumentSet("no in_space", (Spoiling) row -> row.remove("in_space"), "in_space", true, "value"));
    }

    /** Makes a row invalid. */
    @FunctionalInterface
    interface Spoiling {
        Object spoil(ObjectNode row);
    }

    /** docs/guarantees.md#g7. */
    @ParameterizedTest
    @MethodSource("unreadableRows")
    void a_row_that_is_not_a_valid_spacecraft_becomes_a_dead_letter_and_the_others_are_published(
            Spoiling spoiling, String field, boolean idIsKnown, String cause) throws Exception {
        var first = id(RecordedSpacecraft.all().get(0));
        var sent = new AtomicReference<>("");
        fixture.upstream.failNext(Fault.rewriteFirstRow(row -> {
            spoiling.spoil(row);
            sent.set(row.toString());
            return row;
        }));

        var poller = fixture.start();
        fixture.pollPage(poller);

        assertThat(fixture.read(fixture.topics.deadLetters())).singleElement().satisfies(letter -> {
            assertThat(new String(letter.value(), UTF_8)).isEqualTo(sent.get()).contains(fixture.upstream.baseUrl());
            assertThat(letter.key()).isEqualTo(idIsKnown ? Snapshot.key(first) : null);
            assertThat(header(letter.headers().lastHeader(DeadLetter.MESSAGE)))
                    .startsWith("results[0]: ")
                    .contains(field, "offset=0");
            assertThat(header(letter.headers().lastHeader(DeadLetter.TOPIC)))
                    .isEqualTo(fixture.topics.snapshots().name());
        });
        assertThat(fixture.snapshots()).hasSize(18).extracting(Snapshot::id).doesNotContain(first);
        var read = fixture.lastPage().read();
        assertThat(read).isNotNull();
        assertThat(read.unreadable()).singleElement().satisfies(row -> {
            assertThat(row.place()).isEqualTo("results[0]");
            assertThat(row.id()).isEqualTo(idIsKnown ? first : null);
        });
        await().untilAsserted(() -> assertThat(poller.count("tracker.poller.dead.letters", "cause", cause))
                .isEqualTo(1));
    }

    /** docs/guarantees.md#g3. */
    @Test
    void a_restarted_poller_continues_where_the_last_one_ended() throws Exception {
        try (var first = fixture.start()) {
            fixture.pollPage(first);
        }
        var firstSweep = fixture.lastPage().exchange().observation();
        fixture.upstream.put(copy(RecordedSpacecraft.all().get(0), 5_000));

        fixture.pollPage(fixture.start());

        assertThat(firstSweep).isNotNull();
        var snapshots = fixture.snapshots().stream()
                .filter(snapshot -> snapshot.headers().observation() > firstSweep)
                .toList();
        assertThat(snapshots).extracting(Snapshot::id).contains(5_000L).hasSizeGreaterThanOrEqualTo(20);
        assertThat(snapshots).allSatisfy(snapshot -> {
            var known = snapshot.id() != 5_000;
            assertThat(snapshot.headers().initial()).isEqualTo(known);
            assertThat(snapshot.headers().firstSeen())
                    .isEqualTo(known ? firstSweep : snapshot.headers().observation());
        });
        assertThat(fixture.sweeps()).extracting(PollReport.Sweep::baseline).containsExactly(true, false);
        assertThat(fixture.lastPage().afterwards().snapshotOffsets()).isEqualTo(lastOffsets());
    }

    /** docs/guarantees.md#g3. */
    @Test
    void a_restarted_poller_continues_in_the_middle_of_the_first_sweep() throws Exception {
        fixture.upstream.serve(catalogue(150));
        try (var first = fixture.start()) {
            fixture.pollPage(first);
        }
        assertThat(fixture.sweeps()).isEmpty();

        fixture.pollPage(fixture.start());

        assertThat(fixture.upstream.spacecraftRequests())
                .extracting(request -> request.parameter("offset").orElse(""))
                .containsExactly("0", "99");
        assertThat(fixture.snapshots())
                .hasSize(151)
                .allSatisfy(snapshot -> assertThat(snapshot.headers().initial()).isTrue());
        assertThat(fixture.sweeps()).singleElement().satisfies(sweep -> {
            assertThat(sweep.baseline()).isTrue();
            assertThat(sweep.rows()).isEqualTo(150);
            assertThat(sweep.pages()).isEqualTo(2);
            assertThat(sweep.firstObservation())
                    .isEqualTo(fixture.pages().get(0).exchange().observation());
        });
    }

    /** docs/guarantees.md#g8: even if the older one has already received a reply. */
    @Test
    void a_fenced_poller_publishes_nothing_and_stands_by() throws Exception {
        var reply = new CountDownLatch(1);
        fixture.upstream.failNext(Fault.held(reply));
        var fenced = fixture.start();
        fenced.permits().release();
        await().until(() -> fixture.upstream.spacecraftRequests().size() == 1);

        fixture.publisher().close();
        reply.countDown();

        await().until(() -> fenced.service().notes().equals(List.of("standby")));
        assertThat(fixture.polls()).isEmpty();
        assertThat(fixture.snapshots()).isEmpty();
        assertThat(fenced.service().notLive()).isEmpty();
        assertThat(fenced.service().notReady()).isEmpty();
        await().untilAsserted(() -> assertThat(fenced.count("tracker.poller.leadership.lost", "reason", "fenced"))
                .isEqualTo(1));

        fenced.permits().release();

        await("it becomes the leader again").until(() -> fixture.polls().size() == 1);
        assertThat(fixture.bookings())
                .as("the request without a result is spent")
                .hasSizeGreaterThanOrEqualTo(2);
    }

    /** docs/guarantees.md#g8. */
    @Test
    void a_second_poller_stands_by_until_the_first_is_gone() throws Exception {
        var first = fixture.start();
        fixture.pollPage(first);
        var second = fixture.start();
        second.permits().release(10);
        fixture.poll(first, 3);

        assertThat(second.service().notes()).containsExactly("standby");
        assertThat(second.service().notReady()).isEmpty();
        assertThat(first.service().notes()).containsExactly("active");
        first.close();

        await().until(() -> fixture.polls().size() == 14);
        assertThat(second.service().notes()).containsExactly("active");
        assertThat(fixture.sweeps()).extracting(PollReport.Sweep::baseline).startsWith(true);
    }

    @Test
    void only_the_leader_has_gauges_of_the_state() throws Exception {
        var first = fixture.start();
        fixture.pollPage(first);
        var second = fixture.start();
        fixture.poll(first, 1);

        assertThat(first.gauge("tracker.poller.active")).isEqualTo(1);
        assertThat(first.gauge("tracker.requests.limit")).isEqualTo(15);
        assertThat(second.gauge("tracker.poller.active")).isZero();
        assertThat(second.meters().find("tracker.requests.limit").gauge()).isNull();
        first.close();
        second.permits().release();

        await().until(() -> fixture.polls().size() == 3);
        assertThat(second.gauge("tracker.poller.active")).isEqualTo(1);
        assertThat(second.gauge("tracker.requests.spent")).isPositive();
        assertThat(first.meters().find("tracker.requests.limit").gauge()).isNull();
    }

    @Test
    void each_request_is_counted_by_kind_and_outcome_with_the_delay_of_its_publication() throws Exception {
        var poller = fixture.start();
        fixture.pollPage(poller);
        fixture.upstream.failNext(Fault.status(500));
        fixture.poll(poller, 1);

        await().untilAsserted(() -> assertThat(poller.count("tracker.polls", "kind", "watch", "outcome", "status"))
                .isEqualTo(1));
        assertThat(poller.count("tracker.polls", "kind", "page", "outcome", "accepted"))
                .isEqualTo(1);
        assertThat(poller.count("tracker.polls", "kind", "page", "outcome", "throttled"))
                .isZero();
        assertThat(poller.gauge("tracker.poller.failures")).isEqualTo(1);
        assertThat(poller.gauge("tracker.requests.spent")).isGreaterThanOrEqualTo(2);
        assertThat(poller.meters().get("tracker.publish.delay").timer().count()).isEqualTo(2);
        assertThat(poller.meters().get("tracker.commit.duration").timer().count())
                .as("including bookings")
                .isGreaterThanOrEqualTo(4);
    }

    @Test
    void without_a_sweep_or_watch_their_age_is_that_of_the_leadership() throws Exception {
        fixture.upstream.failNext(Fault.status(500));
        var poller = fixture.start();
        fixture.poll(poller, 1);

        // The clock is set forward to the next request.
        await().untilAsserted(() ->
                assertThat(poller.gauge("tracker.poller.watch.age")).isGreaterThan(10));
        assertThat(poller.gauge("tracker.poller.sweep.age")).isGreaterThan(10);
    }

    @Test
    void a_closed_poller_aborts_its_request_and_publishes_nothing() throws Exception {
        fixture.upstream.failNext(Fault.held(new CountDownLatch(1)));
        var poller = fixture.start();
        poller.permits().release();
        await().until(() -> fixture.upstream.spacecraftRequests().size() == 1);

        poller.close();

        poller.service().await();
        assertThat(fixture.polls()).isEmpty();
        assertThat(fixture.snapshots()).isEmpty();
    }

    @Test
    void no_record_of_an_uncommitted_poll_is_ever_visible() throws Exception {
        var evaluation = evaluation(fixture.upstream.baseUrl(), PollerState.empty(0));
        try (var publisher = fixture.publisher()) {
            assertThatThrownBy(() -> publisher.publish(evaluation))
                    .as("a bug after the snapshot was written")
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }

        fixture.pollPage(fixture.start());

        assertThat(fixture.read(fixture.topics.snapshots(), Map.of("isolation.level", "read_uncommitted")))
                .as("it was written")
                .hasSize(20);
        assertThat(fixture.snapshots()).hasSize(19).extracting(Snapshot::id).doesNotContain(4L);
        assertThat(fixture.reports()).extracting(PollReport::key).containsExactly("page", "sweep");
    }

    @Test
    void timestamps_never_decrease_if_the_clock_is_set_back_by_a_minute() throws Exception {
        fixture.upstream.serve(catalogue(350));
        var poller = fixture.start();
        fixture.poll(poller, 1);

        fixture.setClock(Duration.ofMinutes(-1));
        fixture.poll(poller, 2);

        assertTimestampsNeverDecrease(3);
    }

    @Test
    void timestamps_never_decrease_if_a_poller_whose_clock_is_a_minute_behind_takes_over() throws Exception {
        fixture.upstream.serve(catalogue(350));
        try (var first = fixture.start()) {
            fixture.poll(first, 1);
        }

        fixture.setClock(Duration.ofMinutes(-1));
        fixture.poll(fixture.start(), 2);

        assertTimestampsNeverDecrease(3);
    }

    @Test
    void a_report_is_never_older_than_its_booking_if_the_clock_is_set_back_by_a_minute() throws Exception {
        var poller = fixture.start();
        fixture.poll(poller, 4);
        await().until(() -> fixture.bookings().size() == 5);
        var booking = fixture.bookings().get(4).bookedAt();

        fixture.setClock(Duration.ofMinutes(-1));
        fixture.poll(poller, 1);

        var records = fixture.read(fixture.topics.polls());
        assertThat(records).extracting(ConsumerRecord::timestamp).isSorted();
        assertThat(records).extracting(ConsumerRecord::timestamp).contains(booking.toEpochMilli());
    }

    private void assertTimestampsNeverDecrease(int polls) {
        var snapshots = fixture.snapshots().stream()
                .sorted(Comparator.comparing(snapshot -> snapshot.headers().observation()))
                .toList();
        assertThat(snapshots).extracting(Snapshot::observedAt).isSorted();
        assertThat(snapshots)
                .allSatisfy(snapshot ->
                        assertThat(snapshot.headers().trueSince()).isBeforeOrEqualTo(snapshot.observedAt()));
        assertThat(fixture.read(fixture.topics.polls()))
                .extracting(ConsumerRecord::timestamp)
                .isSorted();
        assertThat(fixture.pages())
                .hasSize(polls)
                .extracting(page -> page.exchange().receivedAt())
                .isSorted();
        assertThat(fixture.pages())
                .extracting(page -> page.exchange().observation())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void topics_with_data_of_another_source_are_rejected() throws Exception {
        try (var first = fixture.start()) {
            fixture.pollPage(first);
        }

        assertRejected(
                "https://other.example/2.3.0",
                "the topics contain data of " + fixture.upstream.baseUrl()
                        + ", but LL2_BASE_URL selects https://other.example/2.3.0: restore that setting, or set TOPIC_PREFIX");
    }

    @Test
    void topics_with_only_a_snapshot_of_another_source_are_rejected() throws Exception {
        try (var publisher = fixture.publisher()) {
            publisher.publish(evaluation("https://other.example/2.3.0", PollerState.empty(3)));
        }

        assertRejected(
                fixture.upstream.baseUrl(),
                "the topics contain data of https://other.example/2.3.0, but LL2_BASE_URL selects "
                        + fixture.upstream.baseUrl());
    }

    @Test
    void topics_with_only_reports_of_another_source_are_rejected() throws Exception {
        fixture.upstream.failNext(Fault.status(500));
        try (var first = fixture.start()) {
            fixture.poll(first, 1);
        }
        assertThat(fixture.snapshots()).isEmpty();

        assertRejected(
                "https://other.example/2.3.0",
                "the topics contain data of " + fixture.upstream.baseUrl()
                        + ", but LL2_BASE_URL selects https://other.example/2.3.0");
    }

    @Test
    void topics_whose_number_of_partitions_has_changed_are_rejected() throws Exception {
        try (var first = fixture.start()) {
            fixture.pollPage(first);
        }
        fixture.addPartition();

        assertRejected(
                fixture.upstream.baseUrl(),
                fixture.topics.snapshots().name()
                        + " had 3 partitions and has 4 now, so that spacecraft moved between them: set TOPIC_PREFIX");
    }

    @Test
    void snapshots_without_reports_are_rejected() throws Exception {
        try (var first = fixture.start()) {
            fixture.pollPage(first);
        }
        fixture.delete(fixture.topics.polls());

        assertRejected(
                fixture.upstream.baseUrl(),
                fixture.topics.polls().name() + " is empty, but "
                        + fixture.topics.snapshots().name() + " is not: restore it, or set TOPIC_PREFIX");
    }

    @Test
    void snapshots_that_end_before_the_last_report_are_rejected() throws Exception {
        try (var first = fixture.start()) {
            fixture.pollPage(first);
        }
        fixture.delete(fixture.topics.snapshots());

        assertRejected(
                fixture.upstream.baseUrl(),
                fixture.topics.snapshots().name() + " partition 0 ends at 0, but the last report requires offset "
                        + fixture.lastPage().afterwards().snapshotOffsets().get(0)
                        + ": restore it, or set TOPIC_PREFIX");
    }

    /** docs/guarantees.md#g4. */
    @Test
    void a_spacecraft_that_a_sweep_missed_and_has_no_page_is_removed_once_and_published_when_it_returns()
            throws Exception {
        var poller = fixture.start();
        fixture.pollPage(poller);
        var row = RecordedSpacecraft.all().get(7);
        fixture.upstream.remove(id(row));

        fixture.pollPage(poller);

        assertThat(fixture.lastPage().pass().missing()).containsExactly(id(row));
        assertThat(fixture.sweeps()).as("not complete before the look-up").hasSize(1);
        assertThat(fixture.tombstones()).isEmpty();

        while (fixture.lookUps().isEmpty()) {
            fixture.poll(poller, 1);
        }

        var lookUp = fixture.lookUps().get(0);
        assertThat(lookUp.exchange().outcome()).isEqualTo(Outcome.ABSENT);
        assertThat(fixture.sweeps()).hasSize(2);
        assertThat(fixture.tombstones()).singleElement().satisfies(snapshot -> {
            assertThat(snapshot.id()).isEqualTo(id(row));
            assertThat(snapshot.headers().observation())
                    .isEqualTo(lookUp.exchange().observation());
            assertThat(snapshot.headers().pollKind()).isEqualTo("look-up");
            assertThat(snapshot.headers().firstSeen())
                    .isEqualTo(fixture.snapshots().get(0).headers().firstSeen());
        });

        fixture.pollPage(poller);
        fixture.upstream.put(row);
        fixture.pollPage(poller);

        assertThat(fixture.tombstones()).hasSize(1);
        assertThat(fixture.values()).containsKey(id(row));
    }

    /** docs/guarantees.md#g4: a removal that no poller observed. */
    @Test
    void a_removal_while_the_tracker_was_down_is_found_by_the_next_sweep() throws Exception {
        try (var before = fixture.start()) {
            fixture.pollPage(before);
        }
        var row = RecordedSpacecraft.all().get(7);
        fixture.upstream.remove(id(row));

        var after = fixture.start();
        while (fixture.tombstones().isEmpty()) {
            fixture.poll(after, 1);
        }

        assertThat(fixture.tombstones()).singleElement().satisfies(snapshot -> assertThat(snapshot.id())
                .isEqualTo(id(row)));
    }

    /** docs/guarantees.md#g5: a limit that others share. */
    @Test
    void the_limit_is_the_reported_one_minus_the_requests_of_others() throws Exception {
        fixture.upstream.reportLimit(12, 5);

        fixture.pollPage(fixture.start());

        assertThat(fixture.lastPage().afterwards().requests()).isEqualTo(new PollReport.Requests(12, 1, 5));
    }

    @Test
    void an_unchanged_spacecraft_is_published_with_the_same_bytes() throws Exception {
        var poller = fixture.start();
        fixture.pollPage(poller);
        fixture.pollPage(poller);

        var snapshots = fixture.snapshots().stream()
                .filter(snapshot -> snapshot.headers().pollKind().equals("page"))
                .toList();
        for (var row : RecordedSpacecraft.all()) {
            assertThat(snapshots)
                    .filteredOn(snapshot -> snapshot.id() == id(row))
                    .extracting(
                            snapshot -> new String(snapshot.value() == null ? new byte[0] : snapshot.value(), UTF_8))
                    .hasSize(2)
                    .containsOnly(new String(CanonicalForm.of(row.toString().getBytes(UTF_8)), UTF_8));
        }
    }

    @Test
    void unknown_fields_big_numbers_and_other_scripts_are_kept() throws Exception {
        var row = copy(RecordedSpacecraft.all().get(0), 7)
                .put("name", "Союз 🚀 神舟")
                .put("fïeld_of_tomorrow", new BigInteger("123456789012345678901234567890"))
                .put("precise", new BigDecimal("0.1000000000000000000000000000010"));
        fixture.upstream.serve(List.of(row));

        fixture.pollPage(fixture.start());

        assertThat(fixture.snapshots())
                .singleElement()
                .extracting(snapshot -> new String(snapshot.value() == null ? new byte[0] : snapshot.value(), UTF_8))
                .asString()
                .contains("\"Союз 🚀 神舟\"")
                .contains("\"fïeld_of_tomorrow\":123456789012345678901234567890")
                .contains("\"precise\":0.1000000000000000000000000000010");
    }

    private void assertRejected(String source, String start) throws StartException {
        var service = fixture.start(source).service();
        await("it ends").until(() -> !service.notLive().isEmpty());
        assertThatThrownBy(service::await)
                .isInstanceOfSatisfying(StartException.class, rejected -> assertThat(rejected.lines())
                        .singleElement()
                        .asString()
                        .startsWith(start)
                        .endsWith("set TOPIC_PREFIX to start with new topics"));
    }

    /**
     * Returns the evaluation of a poll that read one spacecraft, with a report that has no offsets.
     *
     * @param source of the snapshot
     */
    private Evaluation evaluation(String source, PollerState state) {
        var headers = new SnapshotHeaders(1, "page", source, 1, true, Instant.EPOCH);
        var snapshot = new Snapshot(4, "{}".getBytes(UTF_8), headers, Instant.now());
        var report = new PollReport.Budget(
                fixture.upstream.baseUrl(),
                Instant.now(),
                fixture.upstream.baseUrl(),
                new PollReport.Requests(15, 1, 0));
        return new Evaluation(
                Outcome.ACCEPTED, null, List.of(snapshot), List.of(), report, null, state, snapshot.observedAt());
    }

    private List<Long> lastOffsets() {
        var last = new ArrayList<>(List.of(-1L, -1L, -1L));
        fixture.read(fixture.topics.snapshots()).forEach(snapshot -> last.set(snapshot.partition(), snapshot.offset()));
        return last;
    }

    /** Returns recorded spacecraft under other ids. */
    private static List<ObjectNode> catalogue(int size) {
        var recorded = RecordedSpacecraft.all();
        var rows = new ArrayList<ObjectNode>();
        for (var index = 0; index < size; index++) {
            rows.add(copy(recorded.get(index % recorded.size()), 1_000 + index));
        }
        return rows;
    }

    private static ObjectNode copy(ObjectNode row, long id) {
        return row.deepCopy().put("id", id);
    }

    private static long id(ObjectNode row) {
        return row.required("id").longValue();
    }

    private static String header(Header header) {
        return new String(header.value(), UTF_8);
    }
}
