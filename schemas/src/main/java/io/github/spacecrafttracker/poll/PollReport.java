package io.github.spacecrafttracker.poll;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.spacecrafttracker.json.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code spacecraft.polls} holds. Each report's JSON names its kind, which is also its key, so that compaction keeps the last of each kind for ever.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PollReport.Page.class, name = PollReport.PAGE),
    @JsonSubTypes.Type(value = PollReport.Watch.class, name = PollReport.WATCH),
    @JsonSubTypes.Type(value = PollReport.LookUp.class, name = PollReport.LOOK_UP),
    @JsonSubTypes.Type(value = PollReport.Sweep.class, name = PollReport.SWEEP),
    @JsonSubTypes.Type(value = PollReport.Budget.class, name = PollReport.BUDGET)
})
@JsonInclude(JsonInclude.Include.ALWAYS)
public sealed interface PollReport {
    String PAGE = "page";
    String WATCH = "watch";
    String LOOK_UP = "look-up";
    String SWEEP = "sweep";
    String BUDGET = "budget";

    /** The upstream's base URL, normalised, or {@link io.github.spacecrafttracker.snapshot.SnapshotHeaders#MADE_UP}. */
    String source();

    /** The kind of this report, by which it is keyed. */
    String key();

    /** Returns the same report with these offsets, which are known once the snapshots are written. A booking has none. */
    PollReport withSnapshotOffsets(List<Long> offsets);

    default byte[] write() {
        return Json.MAPPER.writeValueAsBytes(this);
    }

    /**
     * A page of a sweep.
     *
     * @param pass the sweep as it stands after this poll
     */
    record Page(String source, Exchange exchange, @Nullable ListRead read, Pass pass, Afterwards afterwards)
            implements PollReport {
        @Override
        public String key() {
            return PAGE;
        }

        @Override
        public PollReport withSnapshotOffsets(List<Long> offsets) {
            return new Page(source, exchange, read, pass, afterwards.with(offsets));
        }
    }

    /**
     * A page of a watch: the list of what is in space.
     *
     * @param pass the watch as it stands after this poll
     */
    record Watch(String source, Exchange exchange, @Nullable ListRead read, Pass pass, Afterwards afterwards)
            implements PollReport {
        @Override
        public String key() {
            return WATCH;
        }

        @Override
        public PollReport withSnapshotOffsets(List<Long> offsets) {
            return new Watch(source, exchange, read, pass, afterwards.with(offsets));
        }
    }

    /**
     * One spacecraft asked for by its id.
     *
     * @param found whether upstream has it; null where the poll tells nothing
     * @param unreadable why the object that was found could not be read; null where it could, or none was found
     */
    record LookUp(
            String source,
            Exchange exchange,
            long id,
            Reason reason,
            @Nullable Boolean found,
            @Nullable Unreadable unreadable,
            Afterwards afterwards)
            implements PollReport {
        @Override
        public String key() {
            return LOOK_UP;
        }

        @Override
        public PollReport withSnapshotOffsets(List<Long> offsets) {
            return new LookUp(source, exchange, id, reason, found, unreadable, afterwards.with(offsets));
        }
    }

    /**
     * The conclusion of a complete sweep: all that upstream had when it began was read, or is known to be gone.
     *
     * @param observation that of its last poll
     * @param firstObservation that of its first accepted page
     * @param startedAt as in {@link Pass}
     * @param endedAt the time at which its last reply was received: the record's timestamp
     * @param asOf since then, every row served is certain to have been true: {@code startedAt}, or the oldest {@code true_since} of a row's last
     *     snapshot if that is earlier, because the sweep did not read the row or a cache answered
     * @param baseline whether it is the first one, which shows what there was and no change
     * @param mode {@code normal} or {@code detailed}
     * @param pages how many accepted pages it took
     * @param rows how many spacecraft are held and not removed at its end
     * @param unreadableIds the spacecraft that it showed and could not read
     * @param unlistedIds the spacecraft that it did not show, though they were found when they were looked up
     * @param snapshotOffsets as in {@link Afterwards}
     */
    record Sweep(
            String source,
            long observation,
            long firstObservation,
            Instant startedAt,
            Instant endedAt,
            Instant asOf,
            boolean baseline,
            String mode,
            int pages,
            int rows,
            List<Long> unreadableIds,
            List<Long> unlistedIds,
            List<Long> snapshotOffsets)
            implements PollReport {
        @Override
        public String key() {
            return SWEEP;
        }

        @Override
        public Sweep withSnapshotOffsets(List<Long> offsets) {
            return new Sweep(
                    source,
                    observation,
                    firstObservation,
                    startedAt,
                    endedAt,
                    asOf,
                    baseline,
                    mode,
                    pages,
                    rows,
                    unreadableIds,
                    unlistedIds,
                    offsets);
        }
    }

    /**
     * A request about to be made: it counts as spent, with or without a report.
     *
     * @param url what will be asked for
     */
    record Budget(String source, Instant bookedAt, String url, Requests requests) implements PollReport {
        @Override
        public String key() {
            return BUDGET;
        }

        @Override
        public PollReport withSnapshotOffsets(List<Long> offsets) {
            return this;
        }
    }

    /**
     * One request and what came back.
     *
     * @param url as it was asked for, without the token
     * @param requestedAt just before it was sent
     * @param receivedAt the time at which the whole reply was received, raised to the previous record's timestamp if the clock was behind it; null if
     *     no reply came
     * @param servedAt of when the reply is: its {@code Date} less its {@code Age}, never later than {@code receivedAt}; null where it tells none
     * @param status HTTP status; null where none came
     * @param outcome what became of it
     * @param detail one clause on the cause; null where it was accepted or absent
     * @param observation the number of this poll; null where it was neither accepted nor absent
     */
    record Exchange(
            String url,
            Instant requestedAt,
            @Nullable Instant receivedAt,
            @Nullable Instant servedAt,
            @Nullable Integer status,
            Outcome outcome,
            @Nullable String detail,
            @Nullable Long observation) {}

    /**
     * What a list page showed.
     *
     * @param count how many rows upstream says that there are
     * @param rows how many it showed here
     * @param published how many snapshots came of them
     * @param unreadable those that lie in the dead-letter topic
     */
    record ListRead(long count, int rows, int published, List<Unreadable> unreadable) {}

    /**
     * A row that is not a valid spacecraft.
     *
     * @param place such as {@code results[3]}
     * @param id null where that could not be read either
     * @param cause one clause
     */
    record Unreadable(String place, @Nullable Long id, String cause) {}

    /**
     * A pass as it stands.
     *
     * @param mode {@code normal} or {@code detailed}
     * @param startedAt from then on all that its pages showed is known to have been true: when the first accepted one was requested, or of when one is
     *     that a cache gave, where that is older; null before that
     * @param readAt when its last accepted page was requested; null before the first
     * @param firstObservation the observation of its first accepted page; null before that
     * @param nextOffset where the next page begins
     * @param lastId the last id read; null before the first
     * @param pages how many pages were accepted
     * @param unreadableIds the spacecraft that it showed and could not read
     * @param missing null while it is being read; then the spacecraft held that it should have shown and did not. It is complete once those are looked up
     * @param heldBack where passes before it missed too much at once to be believed, or it does itself; null otherwise
     */
    record Pass(
            String mode,
            @Nullable Instant startedAt,
            @Nullable Instant readAt,
            @Nullable Long firstObservation,
            long nextOffset,
            @Nullable Long lastId,
            int pages,
            List<Long> unreadableIds,
            @Nullable List<Long> missing,
            @Nullable HeldBack heldBack) {}

    /**
     * That more were missing at once than is likely. Nothing is looked up or concluded before three passes running have missed the same.
     *
     * @param ids of what was missing, in ascending order
     * @param times how many passes running have missed just these; once that is three, or none but these
     */
    record HeldBack(List<Long> ids, int times) {}

    /**
     * How things stand after a poll.
     *
     * @param requests of the last hour, this one included
     * @param failures how many polls in a row were not accepted
     * @param nextRequestAt when the next request is planned, as far as it can be told; others may use up the limit, or a wait may be cut short
     * @param watchAsOf the instant from which on every spacecraft held as in space is known to have been true; null before the first complete watch
     * @param lookedUp those that were looked up and that no list has shown since, by ascending id
     * @param snapshotOffsets for every partition of {@code spacecraft.snapshots}, by number, the offset of the last snapshot written to it; -1 where
     *     there is none. A reader that has passed all of them holds this poll
     */
    record Afterwards(
            Requests requests,
            int failures,
            Instant nextRequestAt,
            @Nullable Instant watchAsOf,
            List<LookedUp> lookedUp,
            List<Long> snapshotOffsets) {
        Afterwards with(List<Long> offsets) {
            return new Afterwards(requests, failures, nextRequestAt, watchAsOf, lookedUp, offsets);
        }
    }

    /**
     * A spacecraft that was looked up and that no list has shown since. It is asked for again, ever more rarely.
     *
     * @param found how many look-ups in a row found it
     * @param failed how many look-ups in a row told nothing, since it was last found
     * @param askAgainAt it is not asked for before this
     */
    record LookedUp(long id, int found, int failed, Instant askAgainAt) {}

    /**
     * The request budget.
     *
     * @param perHour the limit, over a sliding hour
     * @param spent requests in the last hour
     * @param others requests of others from the same address that count too, as upstream last told
     */
    record Requests(int perHour, int spent, int others) {}
}
