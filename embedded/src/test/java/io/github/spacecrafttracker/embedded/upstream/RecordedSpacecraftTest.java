package io.github.spacecrafttracker.embedded.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class RecordedSpacecraftTest {

    @Test
    void there_are_19_spacecraft_in_the_order_of_their_ids() {
        assertThat(RecordedSpacecraft.all())
                .extracting(row -> row.required("id").longValue())
                .containsExactly(
                        223L, 233L, 243L, 287L, 289L, 291L, 320L, 333L, 337L, 351L, 399L, 401L, 406L, 415L, 436L, 452L,
                        542L, 551L, 595L);
    }

    @Test
    void a_row_equals_the_recording() {
        ObjectNode freedom = RecordedSpacecraft.all().stream()
                .filter(row -> row.required("id").longValue() == 551)
                .findFirst()
                .orElseThrow();
        assertThat(freedom.required("name").stringValue()).isEqualTo("Crew Dragon Freedom");
        assertThat(freedom.required("in_space").booleanValue()).isTrue();
        assertThat(freedom.required("flights_count").longValue()).isEqualTo(5);
        assertThat(freedom.required("time_in_space").stringValue()).isEqualTo("P563DT6H4M44S");
        assertThat(freedom.required("url").stringValue())
                .isEqualTo("https://ll.thespacedevs.com/2.3.0/spacecraft/551/");
    }

    @Test
    void each_call_returns_new_copies() {
        List<ObjectNode> changed = RecordedSpacecraft.all();
        changed.forEach(ObjectNode::removeAll);
        changed.clear();
        assertThat(RecordedSpacecraft.all()).hasSize(19).allMatch(row -> row.has("id"));
    }
}
