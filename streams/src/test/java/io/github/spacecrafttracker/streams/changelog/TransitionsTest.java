package io.github.spacecrafttracker.streams.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.change.ChangeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransitionsTest {
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
        var changes = Happened.changes(happened);

        transitions.add(changes);

        assertThat(told()).isEqualTo(then);
    }

    @Test
    void the_order_in_which_topics_are_read_does_not_matter() {
        var changes = new ArrayList<>(Happened.changes("appeared-out entered left removed"));
        Collections.reverse(changes);

        changes.forEach(change -> transitions.add(List.of(change)));
        transitions.add(Happened.changes("appeared-out entered"));

        assertThat(told()).isEqualTo("not in space since before 4");
    }

    @Test
    void tells_one_of_each_with_all_that_a_reader_needs() {
        transitions.add(Happened.changes("appeared-out entered"));

        assertThat(newest()).singleElement().satisfies(transition -> {
            assertThat(transition.spacecraft().name()).isEqualTo("S4");
            assertThat(transition.type()).isEqualTo(ChangeType.ENTERED_SPACE);
            assertThat(transition.initial()).isFalse();
            assertThat(transition.isObserved()).isTrue();
        });
    }

    @Test
    void tells_who_was_there_when_tracking_began() {
        transitions.add(Happened.changes("initial-in"));

        assertThat(newest()).singleElement().satisfies(transition -> {
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
        return time.getEpochSecond() / 60 - Happened.START.getEpochSecond() / 60;
    }

    private List<Transition> newest() {
        return transitions.ofEachKind().stream().map(kinds -> kinds.get(0)).toList();
    }
}
