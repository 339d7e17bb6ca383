package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoDurationTest {

    @ParameterizedTest
    @ValueSource(strings = {"P113DT7H2M48S", "PT9M", "PT14H50M", "P18DT44M", "P0D", "P3083DT5H19M20S", "P20D", "PT1S"})
    void a_duration_survives_a_round_trip(String text) {
        assertThat(IsoDuration.format(Duration.parse(text))).isEqualTo(text);
    }
}
