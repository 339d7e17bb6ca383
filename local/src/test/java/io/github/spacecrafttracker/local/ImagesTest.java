package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.service.management.Health;
import io.github.spacecrafttracker.service.management.ManagementServer;
import io.github.spacecrafttracker.service.management.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that the {@code Dockerfile} matches the build and the services, without building an image.
 */
class ImagesTest {
    private final String dockerfile = Files.readString(Repository.file("Dockerfile"));

    ImagesTest() throws IOException {}

    @Test
    void pins_the_version_of_each_base_image() {
        assertThat(all(dockerfile, "(?m)^FROM ([^ ]+:[^ ]+)"))
                .hasSize(2)
                .allMatch(image -> image.matches("[a-z-]+:\\d+\\.\\d+\\.\\d+.*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"poller", "streams"})
    void starts_the_main_class_of_the_module(String module) throws IOException {
        var pom = Files.readString(Repository.file(module + "/pom.xml"));
        var mainClass = first(pom, "<mainClass>([^<]+)</mainClass>");

        assertThat(stage(module))
                .contains(
                        "COPY --from=build /image/" + module + "/lib lib/",
                        "COPY --from=build /image/" + module + "/own ./");
        assertThat(pom)
                .contains("<artifactId>spacecraft-tracker-" + module + "</artifactId>")
                .contains("<classpathPrefix>lib/</classpathPrefix>", "${project.build.directory}/lib")
                .contains("<Enable-Native-Access>ALL-UNNAMED</Enable-Native-Access>");
        assertThatCode(() -> Class.forName(mainClass).getMethod("main", String[].class))
                .doesNotThrowAnyException();
    }

    @Test
    void runs_without_privileges_and_receives_signals_itself() {
        assertThat(stage("service"))
                .containsPattern("(?m)^USER [1-9]\\d+:[1-9]\\d+$")
                .containsPattern("(?m)^ENTRYPOINT \\[\"java\", .*\"-jar\", \"service.jar\"]$")
                .contains("STOPSIGNAL SIGTERM");
        assertThat(dockerfile).doesNotContain("USER root");
    }

    @Test
    void the_build_context_contains_every_module_and_no_secrets() throws IOException {
        var included = Files.readAllLines(Repository.file(".dockerignore"));

        assertThat(included).contains("*", "!pom.xml", "!.mvn");
        // Not every builder searches an excluded directory for files that an exception includes,
        // and Maven requires all modules, even those that it does not build.
        for (var module : all(Files.readString(Repository.file("pom.xml")), "<module>([^<]+)</module>")) {
            assertThat(included).contains("!" + module + "/pom.xml");
        }
        for (var module : List.of("testkit", "embedded", "schemas", "service", "poller", "streams")) {
            assertThat(included).contains("!" + module + "/src/main");
            assertThat(Repository.file(module + "/src/main")).isDirectory();
        }
        assertThat(included).noneMatch(line -> line.startsWith("!") && line.contains("env"));
    }

    @ParameterizedTest(name = "{0}, live: {3}")
    @CsvSource({
        "poller, POLLER_MANAGEMENT_PORT, 8082, true",
        "poller, POLLER_MANAGEMENT_PORT, 8082, false",
        "streams, MANAGEMENT_PORT, 8081, true",
        "streams, MANAGEMENT_PORT, 8081, false"
    })
    void a_container_is_healthy_while_its_service_is_live(String module, String setting, String port, boolean live)
            throws Exception {
        var command = Json.MAPPER.readValue(first(stage(module), "CMD (\\[.*])"), String[].class);
        assertThat(command[2]).contains("${" + setting + ":-" + port + "}");
        assertThat(stage(module)).containsPattern("(?m)^EXPOSE .*" + port + "$");

        try (var closing = new Closer()) {
            var server = closing.add(ManagementServer.start("127.0.0.1", 0, setting, health(live), Metrics.registry()));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put(setting, Integer.toString(server.port()));
            assertThat(builder.start().waitFor() == 0).isEqualTo(live);
        }
    }

    private static Health health(boolean live) {
        return new Health() {
            @Override
            public List<String> notLive() {
                return live ? List.of() : List.of("an error");
            }

            @Override
            public List<String> notReady() {
                return List.of("no complete sweep yet");
            }
        };
    }

    /** Returns the lines from this stage's {@code FROM} to the next. */
    private String stage(String name) {
        return first(dockerfile, "(?s)\\nFROM [^\\n]+ AS " + name + "\\n(.*?)(?=\\nFROM |$)");
    }

    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String first(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow();
    }
}
