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

/** The script and the documentation say the same as {@code ops/kafka/acls.txt}. */
class RightsTest {
    private static final Path DELIVERED = Repository.file("ops/kafka/acls.sh");
    private static final String SAYS_HOW_IT_WAS_CALLED = "#!/bin/sh\necho \"$@\"\n";
    private static final String USAGE = " TOPIC_PREFIX --bootstrap-server HOST:PORT [--command-config FILE]";

    @TempDir
    private Path folder;

    @Test
    void the_documentation_lists_each_right_in_the_same_order() throws IOException {
        var rows = Files.readAllLines(Repository.file("docs/security.md")).stream()
                .dropWhile(line -> !line.startsWith("| user |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(row -> List.of(row.split("\\|", -1)).subList(1, 6).stream()
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList());

        assertThat(rows.map(cells -> Right.of(String.join(" ", cells)))).containsExactlyElementsOf(Right.all());
    }

    @Test
    void the_script_without_a_prefix_grants_nothing() throws Exception {
        assertThat(run(DELIVERED, SAYS_HOW_IT_WAS_CALLED, "--bootstrap-server", "host:1"))
                .isEqualTo(new Ended(2, List.of("usage: " + DELIVERED + USAGE)));
    }

    /** A blank would grant rights on all that begins with the first word; the others would be taken for a pattern, an option, or part of a command. */
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
    void the_script_grants_nothing_under_a_prefix_that_no_service_takes(String prefix) throws Exception {
        assertThat(run(DELIVERED, SAYS_HOW_IT_WAS_CALLED, prefix, "--bootstrap-server", "host:1"))
                .isEqualTo(new Ended(
                        2,
                        List.of("TOPIC_PREFIX must be at most 100 letters (A-Z), digits, '.', '_' and '-', beginning"
                                + " with a letter or digit")));
    }

    @Test
    void a_prefix_may_be_as_long_as_a_service_takes_it_and_no_longer() throws Exception {
        var longest = "a".repeat(100);

        assertThat(run(DELIVERED, SAYS_HOW_IT_WAS_CALLED, longest, "--bootstrap-server", "host:1"))
                .satisfies(ended -> assertThat(ended.code()).isZero())
                .satisfies(ended -> assertThat(ended.lines()).anyMatch(line -> line.contains(longest + "-poller")));
        assertThat(run(DELIVERED, SAYS_HOW_IT_WAS_CALLED, longest + "a", "--bootstrap-server", "host:1"))
                .satisfies(ended -> assertThat(ended.code()).isEqualTo(2));
    }

    @Test
    void the_script_stops_at_the_first_call_that_fails_and_says_so() throws Exception {
        assertThat(run(DELIVERED, "#!/bin/sh\necho called\nexit 3\n", "spacecraft", "--bootstrap-server", "host:1"))
                .isEqualTo(new Ended(
                        1,
                        List.of(
                                "called",
                                "not all permissions were granted: the tool failed at Create for User:poller on"
                                        + " --topic spacecraft.")));
    }

    @Test
    void without_its_list_the_script_grants_nothing_and_fails() throws Exception {
        var alone = Files.copy(DELIVERED, folder.resolve("acls.sh"));

        assertThat(run(alone, SAYS_HOW_IT_WAS_CALLED, "spacecraft", "--bootstrap-server", "host:1"))
                .satisfies(ended -> assertThat(ended.code()).isNotZero())
                .satisfies(ended ->
                        assertThat(ended.lines()).singleElement().asString().contains("acls.txt"));
    }

    private record Ended(int code, List<String> lines) {}

    private Ended run(Path script, String tool, String... arguments) throws IOException, InterruptedException {
        var kafka = Files.writeString(folder.resolve("tool"), tool);
        assertThat(kafka.toFile().setExecutable(true)).isTrue();
        var command = Stream.concat(Stream.of("sh", script.toString()), Stream.of(arguments))
                .toList();
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KAFKA_ACLS", kafka.toString());
        var process = builder.start();
        try (var output = process.inputReader()) {
            var lines = output.lines().toList();
            return new Ended(process.waitFor(), lines);
        }
    }
}
