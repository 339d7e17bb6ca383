package io.github.spacecrafttracker.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The README, as tests compare it with the code. */
record Readme(List<String> lines) {

    static Readme read() {
        var module = Path.of("").toAbsolutePath();
        var found = Stream.iterate(module, folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("README.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        try {
            return new Readme(Files.readAllLines(found));
        } catch (IOException e) {
            throw new IllegalStateException("README.md cannot be read", e);
        }
    }

    static String code(String text) {
        return "`" + text + "`";
    }

    List<String> column(String heading, int number) {
        return rows(heading).stream().map(row -> row.get(number)).toList();
    }

    /** The cells of all tables below a heading, without the tables' heads. */
    List<List<String>> rows(String heading) {
        var section = section(heading);
        return Stream.iterate(0, line -> line < section.size(), line -> line + 1)
                .filter(line -> section.get(line).startsWith("| ")
                        && !section.get(line).startsWith("| ---")
                        && (line + 1 == section.size() || !section.get(line + 1).startsWith("| ---")))
                .map(line -> cells(section.get(line)))
                .toList();
    }

    List<String> section(String heading) {
        return lines.stream()
                .dropWhile(line -> !line.equals("## " + heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .toList();
    }

    private static List<String> cells(String row) {
        return Stream.of(row.substring(1).split("\\|", -1)).map(String::strip).toList();
    }
}
