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

class LatestTransitionsTest {
    private final LatestTransitions transitions = new LatestTransitions();

    /** Each row lists changes in order of observation, and the resulting state. */
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
    void the_newest_relevant_change_determines_whether_a_spacecraft_is_in_space(String script, String state) {
        var changes = ChangeScript.changes(script);

        transitions.add(changes);

        assertThat(state()).isEqualTo(state);
    }

    @Test
    void the_order_in_which_topics_are_read_does_not_matter() {
        var changes = new ArrayList<>(ChangeScript.changes("appeared-out entered left removed"));
        Collections.reverse(changes);

        changes.forEach(change -> transitions.add(List.of(change)));
        transitions.add(ChangeScript.changes("appeared-out entered"));

        assertThat(state()).isEqualTo("not in space since before 4");
    }

    @Test
    void a_transition_has_the_spacecraft_and_the_type_of_its_event() {
        transitions.add(ChangeScript.changes("appeared-out entered"));

        assertThat(newest()).singleElement().satisfies(transition -> {
            assertThat(transition.spacecraft().name()).isEqualTo("S4");
            assertThat(transition.type()).isEqualTo(ChangeType.ENTERED_SPACE);
            assertThat(transition.initial()).isFalse();
            assertThat(transition.isObserved()).isTrue();
        });
    }

    @Test
    void a_spacecraft_of_the_baseline_has_an_initial_transition() {
        transitions.add(ChangeScript.changes("initial-in"));

        assertThat(newest()).singleElement().satisfies(transition -> {
            assertThat(transition.initial()).isTrue();
            assertThat(transition.inSpace()).isTrue();
        });
    }

    private String state() {
        return transitions
                .newest(4)
                .map(transition -> (transition.inSpace() ? "in space" : "not in space") + " since "
                        + (transition.isObserved() && transition.previousObservedAt() != null
                                ? minute(transition.previousObservedAt()) + " to "
                                : "before ")
                        + minute(transition.observedAt()))
                .orElse("none");
    }

    private static long minute(Instant time) {
        return time.getEpochSecond() / 60 - ChangeScript.START.getEpochSecond() / 60;
    }

    private List<Transition> newest() {
        return transitions.all().stream().map(latest -> latest.get(0)).toList();
    }
}
