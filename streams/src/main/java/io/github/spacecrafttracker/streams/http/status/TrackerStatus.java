package io.github.spacecrafttracker.streams.http.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.spacecrafttracker.poll.PollReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the tracker is, as one instance sees it.
 *
 * @param version of this instance
 * @param instance how this instance is called among those that diff
 * @param at when this was said
 * @param notReady why this instance has nothing to answer from, a reason each; empty: it has
 * @param notes what is worth saying though it can answer
 * @param all how fresh the list of all spacecraft is; null before the first complete sweep
 * @param inSpace how fresh the list of those in space is; null before the first complete sweep
 * @param diff who diffs what
 * @param lastPoll the last report of a request to upstream, as the topic of polls has it; null
 *     before the first
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record TrackerStatus(
        String version,
        String instance,
        Instant at,
        List<String> notReady,
        List<String> notes,
        @Nullable Freshness all,
        @Nullable Freshness inSpace,
        List<DiffPartition> diff,
        @Nullable PollReport lastPoll) {

    /**
     * How fresh a list is.
     *
     * @param asOf what is listed was true then or later
     * @param ageSeconds how long ago that was
     */
    record Freshness(Instant asOf, long ageSeconds) {
        static Freshness of(Instant asOf, Instant now) {
            return new Freshness(asOf, Math.max(0, Duration.between(asOf, now).toSeconds()));
        }
    }
}
