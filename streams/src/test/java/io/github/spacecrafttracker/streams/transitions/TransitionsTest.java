package io.github.spacecrafttracker.streams.transitions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.streams.changes.ChangeRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransitionsTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private final Transitions transitions = new Transitions();

    /** Of each the types in order of observation, and what then holds. */
    @ParameterizedTest
    @CsvSource({
        "'',                                       none",
        "appeared-in,                              in space since before 1",
        "appeared-out,                             not in space since before 1",
        "appeared-out entered,                     in space since 1 to 2",
        "appeared-in left,                         not in space since 1 to 2",
        "appeared-in left entered,                 in space since 2 to 3",
        "appeared-in status counts,                in space since before 1",
        "appeared-out entered status counts,       in space since 1 to 2",
        "appeared-in removed,                      not in space since before 2",
        "appeared-in removed reappeared-in,        in space since before 3",
        "appeared-in removed reappeared-out,       not in space since before 3",
        "appeared-out entered garbled,             in space since 1 to 2",
        "appeared-out entered of-another,          in space since 1 to 2",
        "appeared-out entered unknown-type,        in space since 1 to 2",
    })
    void the_newest_change_that_has_a_say_decides(String happened, String then) {
        var changes = changes(happened);

        transitions.take(changes);

        assertThat(told()).isEqualTo(then);
    }

    @Test
    void the_order_in_which_topics_are_read_does_not_matter() {
        var changes = new ArrayList<>(changes("appeared-out entered left removed"));
        Collections.reverse(changes);

        changes.forEach(change -> transitions.take(List.of(change)));
        transitions.take(changes("appeared-out entered"));

        assertThat(told()).isEqualTo("not in space since before 4");
    }

    @Test
    void tells_one_of_each_with_all_that_a_reader_needs() {
        transitions.take(changes("appeared-out entered"));

        assertThat(transitions.all()).singleElement().satisfies(transition -> {
            assertThat(transition.spacecraft().name()).isEqualTo("S4");
            assertThat(transition.type()).isEqualTo(ChangeType.ENTERED_SPACE);
            assertThat(transition.initial()).isFalse();
            assertThat(transition.isObserved()).isTrue();
        });
    }

    @Test
    void tells_who_was_there_when_tracking_began() {
        transitions.take(changes("initial-in"));

        assertThat(transitions.all()).singleElement().satisfies(transition -> {
            assertThat(transition.initial()).isTrue();
            assertThat(transition.inSpace()).isTrue();
        });
    }

    private String told() {
        return transitions
                .of(4)
                .map(it -> (it.inSpace() ? "in space" : "not in space") + " since "
                        + (it.isObserved() && it.previousObservedAt() != null
                                ? minute(it.previousObservedAt()) + " to "
                                : "before ")
                        + minute(it.observedAt()))
                .orElse("none");
    }

    private static long minute(Instant time) {
        return time.getEpochSecond() / 60 - START.getEpochSecond() / 60;
    }

    private static List<ChangeRecord> changes(String happened) {
        var changes = new ArrayList<ChangeRecord>();
        for (var word :
                Stream.of(happened.split(" ", -1)).filter(it -> !it.isEmpty()).toList()) {
            changes.add(change(word, changes.size() + 1));
        }
        return changes;
    }

    private static ChangeRecord change(String word, int observation) {
        var type =
                switch (word.replaceAll("-.*", "")) {
                    case "entered" -> ChangeType.ENTERED_SPACE;
                    case "status" -> ChangeType.STATUS_CHANGED;
                    case "counts" -> ChangeType.COUNTS_CHANGED;
                    case "appeared", "initial" -> ChangeType.APPEARED;
                    case "removed" -> ChangeType.REMOVED;
                    case "reappeared" -> ChangeType.REAPPEARED;
                    default -> ChangeType.LEFT_SPACE;
                };
        var inSpace = word.endsWith("-in") || word.equals("entered");
        var data =
                "{\"spacecraft\":{\"id\":%d,\"name\":\"S4\"},\"after\":%s,\"initial\":%s,\"observed_at\":\"%s\",%s\"observation\":%d}"
                        .formatted(
                                word.equals("of-another") ? 5 : 4,
                                word.equals("removed") ? "null" : "{\"in_space\":" + inSpace + "}",
                                word.startsWith("initial"),
                                START.plusSeconds(60L * observation),
                                observation == 1
                                        ? ""
                                        : "\"previous_observed_at\":\"" + START.plusSeconds(60L * (observation - 1))
                                                + "\",",
                                observation);
        var event = word.equals("garbled") ? "{\"data\":[]}" : "{\"id\":\"1\",\"data\":" + data + "}";
        return new ChangeRecord(
                0,
                observation,
                START,
                type.kind(),
                word.equals("unknown-type") ? "io.example.v9" : type.ceType(),
                "4",
                event.getBytes(UTF_8));
    }
}
