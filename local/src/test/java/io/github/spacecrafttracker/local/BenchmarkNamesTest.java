package io.github.spacecrafttracker.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Compares the list of benchmarks in {@code bench/run} with their source. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BenchmarkNamesTest {
    private static final String CLASSES = "bench/src/main/java/io/github/spacecrafttracker/bench/";

    @Test
    void every_benchmark_is_listed_under_the_name_in_its_class() throws Exception {
        var listed = output(run())
                .lines()
                .skip(1)
                .map(line -> line.strip().split(" ", 2)[0])
                .toList();

        assertThat(listed).isNotEmpty().containsExactlyInAnyOrderElementsOf(namesInCode());
    }

    @Test
    void an_unknown_name_is_rejected_with_exit_code_2_and_a_line_that_lists_the_names() throws Exception {
        var process = run("unknown");

        assertThat(output(process).lines())
                .singleElement()
                .asString()
                .contains("'unknown'")
                .contains(namesInCode());
        assertThat(process.waitFor()).isEqualTo(2);
    }

    private static Process run(String... arguments) throws IOException {
        var command = Stream.concat(Stream.of(Repository.file("bench/run").toString()), Stream.of(arguments));
        return new ProcessBuilder(command.toList()).redirectErrorStream(true).start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    private static List<String> namesInCode() throws IOException {
        try (var files = Files.list(Repository.file(CLASSES))) {
            return files.map(BenchmarkNamesTest::namesIn).flatMap(List::stream).toList();
        }
    }

    private static List<String> namesIn(Path source) {
        try {
            var call = Pattern.compile("Benchmark\\.run\\(\\s*\"([a-z-]+)\"").matcher(Files.readString(source));
            return call.results().map(match -> match.group(1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
