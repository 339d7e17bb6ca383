package io.github.spacecrafttracker.service.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogSafeTest {
    @Test
    void a_label_is_one_line_without_surrounding_spaces() {
        assertThat(LogSafe.label("\tCrew\r\nDragon\u202e ")).isEqualTo("Crew Dragon");
        assertThat(LogSafe.label(null)).isEmpty();
    }

    @Test
    void a_label_has_at_most_64_characters_and_no_character_is_split() {
        assertThat(LogSafe.label("x".repeat(65))).isEqualTo("x".repeat(64));
        assertThat(LogSafe.label("\ud83d\ude80".repeat(65))).isEqualTo("\ud83d\ude80".repeat(64));
    }
}
