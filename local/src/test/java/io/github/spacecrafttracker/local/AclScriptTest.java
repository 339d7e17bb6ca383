package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ops/kafka/acls.sh} and the documentation match {@code ops/kafka/acls.txt}. */
class AclScriptTest {
    private static final Path SCRIPT = Repository.file("ops/kafka/acls.sh");
    private static final String PRINTS_ITS_ARGUMENTS = "#!/bin/sh\necho \"$@\"\n";
    private static final String USAGE = " TOPIC_PREFIX --bootstrap-server HOST:PORT [--command-config FILE]";

    @TempDir
    private Path directory;

    @Test
    void the_documentation_lists_each_permission_in_the_same_order() throws IOException {
        var rows = Files.readAllLines(Repository.file("docs/security.md")).stream()
                .dropWhile(line -> !line.startsWith("| user |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(row -> List.of(row.split("\\|", -1)).subList(1, 6).stream()
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList());

        assertThat(rows.map(cells -> Permission.of(String.join(" ", cells))))
                .containsExactlyElementsOf(Permission.all());
    }

    @Test
    void the_script_grants_nothing_without_a_prefix() throws Exception {
        assertThat(run(SCRIPT, PRINTS_ITS_ARGUMENTS, "--bootstrap-server", "host:1"))
                .isEqualTo(new Result(2, List.of("usage: " + SCRIPT + USAGE)));
    }

    /**
     * The script would grant permissions on everything that begins with the first word of a prefix
     * with a space. It would interpret the other prefixes as a pattern, an option, or part of a
     * command.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "*",
                "-x",
                "--command-config",
                ".a",
                "a/b",
                "a&b",
                "a\\1",
                "$(id)",
                "a\nb",
                "\u00e4",
                "all\n"
            })
    void the_script_rejects_the_prefixes_that_the_services_reject(String prefix) throws Exception {
        assertThat(run(SCRIPT, PRINTS_ITS_ARGUMENTS, prefix, "--bootstrap-server", "host:1"))
                .isEqualTo(new Result(
                        2,
                        List.of("TOPIC_PREFIX must be at most 100 letters (A-Z), digits, '.', '_' and '-', beginning"
                                + " with a letter or digit")));
    }

    @Test
    void a_prefix_may_be_as_long_as_the_services_allow() throws Exception {
        var longest = "a".repeat(100);

        assertThat(run(SCRIPT, PRINTS_ITS_ARGUMENTS, longest, "--bootstrap-server", "host:1"))
                .satisfies(result -> assertThat(result.code()).isZero())
                .satisfies(result -> assertThat(result.lines()).anyMatch(line -> line.contains(longest + "-poller")));
        assertThat(run(SCRIPT, PRINTS_ITS_ARGUMENTS, longest + "a", "--bootstrap-server", "host:1"))
                .satisfies(result -> assertThat(result.code()).isEqualTo(2));
    }

    @Test
    void the_script_stops_at_the_first_failed_call_and_reports_it() throws Exception {
        assertThat(run(SCRIPT, "#!/bin/sh\necho called\nexit 3\n", "spacecraft", "--bootstrap-server", "host:1"))
                .isEqualTo(
                        new Result(
                                1,
                                List.of(
                                        "called",
                                        "Not all permissions were granted: kafka-acls failed to grant Create on --topic"
                                                + " spacecraft. to User:poller. Fix the error above and run the script again.")));
    }

    @Test
    void the_script_fails_and_grants_nothing_if_acls_txt_is_missing() throws Exception {
        var alone = Files.copy(SCRIPT, directory.resolve("acls.sh"));

        assertThat(run(alone, PRINTS_ITS_ARGUMENTS, "spacecraft", "--bootstrap-server", "host:1"))
                .satisfies(result -> assertThat(result.code()).isNotZero())
                .satisfies(result ->
                        assertThat(result.lines()).singleElement().asString().contains("acls.txt"));
    }

    private record Result(int code, List<String> lines) {}

    private Result run(Path script, String tool, String... arguments) throws IOException, InterruptedException {
        var kafka = Files.writeString(directory.resolve("tool"), tool);
        assertThat(kafka.toFile().setExecutable(true)).isTrue();
        var command = Stream.concat(Stream.of("sh", script.toString()), Stream.of(arguments))
                .toList();
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KAFKA_ACLS", kafka.toString());
        var process = builder.start();
        try (var output = process.inputReader()) {
            var lines = output.lines().toList();
            return new Result(process.waitFor(), lines);
        }
    }
}
