package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the checks of Prometheus and Alertmanager on the files in {@code ops/}, and the unit tests
 * of the rules.
 */
@Tag("ops")
class PromtoolTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "promtool check config prometheus/prometheus.yml",
                "promtool check rules prometheus/rules/spacecraft.yml prometheus/rules/tracker.yml",
                "promtool test rules prometheus/tests/spacecraft.test.yml prometheus/tests/tracker.test.yml",
                "amtool check-config alertmanager/alertmanager.yml",
            })
    void the_check_succeeds(String command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command.split(" ", -1))
                .directory(Repository.file("ops").toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
    }
}
