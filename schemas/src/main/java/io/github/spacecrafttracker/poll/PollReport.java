package io.github.spacecrafttracker.poll;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.spacecrafttracker.json.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of the topic {@code spacecraft.polls}. Its kind is also its key, so compaction keeps the
 * last report of each kind.
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

    /**
     * Returns the base URL of the upstream API, normalised, or {@link
     * io.github.spacecrafttracker.snapshot.SnapshotHeaders#MADE_UP}.
     */
    String source();

    /** Returns the kind of this report, which is the key of its record. */
    String key();

    /**
     * Returns the same report with these offsets, which are known once the snapshots have been
     * written. A booking has no offsets.
     */
    PollReport withSnapshotOffsets(List<Long> offsets);

    default byte[] write() {
        return Json.MAPPER.writeValueAsBytes(this);
    }

    /**
     * The report of a poll that read a page of a sweep.
     *
     * @param read null if the reply was not accepted
     * @param pass the sweep after this poll
     */
    record Page(String source, Exchange exchange, @Nullable ListRead read, Pass pass, Afterwards afterwards)
            implements PollReport {
        @Override
        public String key() {
            return PAGE;
        }

        @Override
        public PollReport withSnapshotOffsets(List<Long> offsets) {
            return new Page(source, exchange, read, pass, afterwards.withSnapshotOffsets(offsets));
        }
    }

    /**
     * The report of a poll that read a page of a watch, which lists the spacecraft in space.
     *
     * @param read null if the reply was not accepted
     * @param pass the watch after this poll
     */
    record Watch(String source, Exchange exchange, @Nullable ListRead read, Pass pass, Afterwards afterwards)
            implements PollReport {
        @Override
        public String key() {
            return WATCH;
        }

        @Override
        public PollReport withSnapshotOffsets(List<Long> offsets) {
            return new Watch(source, exchange, read, pass, afterwards.withSnapshotOffsets(offsets));
        }
    }

    /**
     * The report of a poll that requested one spacecraft by its id.
     *
     * @param found whether upstream has the spacecraft; null if the outcome is neither {@code
     *     accepted} nor {@code absent}
     * @param unreadable the error in the object that was found; null if the object was valid or not
     *     found
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
            return new LookUp(source, exchange, id, reason, found, unreadable, afterwards.withSnapshotOffsets(offsets));
        }
    }

    /**
     * The report of a complete sweep. Every spacecraft that upstream had when the sweep began was
     * read or is known to have been removed.
     *
     * @param observation the observation of its last poll
     * @param firstObservation the observation of its first accepted page
     * @param startedAt see {@link Pass}
     * @param endedAt the time at which its last reply was received: the record's timestamp
     * @param asOf the time as of which every row served is true: {@code startedAt}, or the oldest
     *     {@code true_since} of a row's last snapshot if that is earlier because the sweep did not
     *     read the row or the reply came from a cache
     * @param baseline whether this is the first complete sweep, which defines the initial state and
     *     causes no alerts
     * @param mode {@code normal} or {@code detailed}
     * @param pages the number of accepted pages
     * @param rows the number of known spacecraft at its end, without removed ones
     * @param unreadableIds the listed spacecraft that could not be read
     * @param unlistedIds the spacecraft that were not listed but were found by a look-up
     * @param snapshotOffsets see {@link Afterwards}
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
     * A booking of a request, written before the request is sent. The request counts as spent even
     * if no report of it follows.
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
     * A request and its reply.
     *
     * @param url the requested URL, which never contains the token
     * @param requestedAt the time just before the request was sent
     * @param receivedAt the time at which the whole reply was received, raised to the previous
     *     record's timestamp if the clock was behind it; null if there was no reply
     * @param servedAt the time of the reply according to its headers: {@code Date} minus {@code
     *     Age}, never later than {@code receivedAt}; null if it has no {@code Date}
     * @param status the HTTP status; null if there was no reply
     * @param detail the cause of the rejection in one clause; null if the outcome is {@code
     *     accepted} or {@code absent}
     * @param observation the number of this poll; null if the outcome is neither {@code accepted}
     *     nor {@code absent}
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
     * The contents of a list page.
     *
     * @param count the number of rows in the whole list, as reported by upstream
     * @param rows the number of rows on this page
     * @param published the number of snapshots written for them
     * @param unreadable the rows that were written to the dead-letter topic
     */
    record ListRead(long count, int rows, int published, List<Unreadable> unreadable) {}

    /**
     * A row that is not a valid spacecraft.
     *
     * @param place the row's position in the reply, such as {@code results[3]}
     * @param id null if the id could not be read either
     * @param cause the error in one clause
     */
    record Unreadable(String place, @Nullable Long id, String cause) {}

    /**
     * The progress of a sweep or a watch. The fields that describe its first or last accepted page
     * are null until a page has been accepted.
     *
     * @param mode {@code normal} or {@code detailed}
     * @param startedAt the time as of which all its pages are true: the time at which the first
     *     accepted page was requested, or the time of an older page that came from a cache
     * @param readAt the time at which the last accepted page was requested
     * @param firstObservation the observation of the first accepted page
     * @param nextOffset the offset of the next page, in rows
     * @param lastId the last id that was read
     * @param pages the number of accepted pages
     * @param unreadableIds the listed spacecraft that could not be read
     * @param missing the known spacecraft that should have been listed but were not; the pass is
     *     complete once they have been looked up. Null while pages are being read
     * @param heldBack the mass disappearance in this pass or in those before it; null if there is
     *     none
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
            @Nullable MassDisappearance heldBack) {}

    /**
     * A mass disappearance: too many spacecraft were missing at once to be plausible. They are
     * ignored until three consecutive passes have missed the same ones.
     *
     * @param ids the ids of the missing spacecraft, in ascending order
     * @param times the number of consecutive passes that missed exactly these spacecraft; after the
     *     third, a pass that missed only some of them also counts
     */
    record MassDisappearance(List<Long> ids, int times) {}

    /**
     * The state of the poller after a poll.
     *
     * @param requests the requests of the last hour, including this one
     * @param failures the number of consecutive polls that failed
     * @param nextRequestAt the time for which the next request is planned. The request can be sent
     *     later if others use up the limit, or earlier if the wait is shortened
     * @param watchAsOf the time as of which the list of spacecraft in space is true; null before
     *     the first complete watch
     * @param lookedUp the spacecraft that were looked up and that no list has included since, by
     *     ascending id
     * @param snapshotOffsets the offset of the last snapshot written to each partition of {@code
     *     spacecraft.snapshots}, by partition number; -1 if there is none. A reader that has passed
     *     all of them has the state of this poll
     */
    record Afterwards(
            Requests requests,
            int failures,
            Instant nextRequestAt,
            @Nullable Instant watchAsOf,
            List<LookedUp> lookedUp,
            List<Long> snapshotOffsets) {
        Afterwards withSnapshotOffsets(List<Long> offsets) {
            return new Afterwards(requests, failures, nextRequestAt, watchAsOf, lookedUp, offsets);
        }
    }

    /**
     * A spacecraft that was looked up and that no list has included since. It is looked up again,
     * at increasing intervals.
     *
     * @param found the number of consecutive look-ups that found it
     * @param failed the number of consecutive look-ups without a result since it was last found
     * @param askAgainAt the earliest time of its next look-up
     */
    record LookedUp(long id, int found, int failed, Instant askAgainAt) {}

    /**
     * The request budget.
     *
     * @param perHour the limit of requests in a sliding hour
     * @param spent the poller's requests in the last hour
     * @param others the requests from the same address that were not sent by this poller, according
     *     to upstream's last report
     */
    record Requests(int perHour, int spent, int others) {}
}
