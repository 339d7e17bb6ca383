package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script and the documentation say the same as {@code ops/kafka/acls.txt}. */
class RightsTest {
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
        assertThat(run("--bootstrap-server", "host:1"))
                .singleElement()
                .asString()
                .startsWith("usage: ");
    }

    /** Its lines, with a tool that only says how it was called. */
    private List<String> run(String... arguments) throws IOException, InterruptedException {
        var tool = Files.writeString(folder.resolve("tool"), "#!/bin/sh\necho \"$@\"\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        var command = Stream.concat(
                        Stream.of("sh", Repository.file("ops/kafka/acls.sh").toString()), Stream.of(arguments))
                .toList();
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KAFKA_ACLS", tool.toString());
        var process = builder.start();
        try (var output = process.inputReader()) {
            return output.lines().toList();
        }
    }
}
