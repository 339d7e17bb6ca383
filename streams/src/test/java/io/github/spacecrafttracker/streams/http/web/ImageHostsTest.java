package io.github.spacecrafttracker.streams.http.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spacecrafttracker.service.config.Environment;
import io.github.spacecrafttracker.service.config.InvalidSettingsException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHostsTest {
    @Test
    void the_default_hosts_are_those_of_launch_library_2() {
        assertThat(ImageHosts.from(new Environment(Map.of()))).isEqualTo(ImageHosts.OF_LL2);
    }

    @Test
    void several_hosts_are_separated_by_commas() {
        assertThat(of("a.example, b.example").names()).isEqualTo(List.of("a.example", "b.example"));
    }

    @Test
    void images_can_be_disabled() {
        assertThat(of("none").names()).isEmpty();
        assertThat(of("none").sources()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://a.example", "a.example b.example", "a.example;script-src *", "*", "a.example,", "a:80"})
    void anything_except_host_names_is_rejected(String text) {
        var environment = new Environment(Map.of("IMAGE_HOSTS", text));
        ImageHosts.from(environment);

        assertThatThrownBy(environment::check)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("IMAGE_HOSTS");
    }

    private static ImageHosts of(String text) {
        return ImageHosts.from(new Environment(Map.of("IMAGE_HOSTS", text)));
    }
}
