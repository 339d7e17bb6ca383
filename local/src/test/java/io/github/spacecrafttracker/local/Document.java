package io.github.spacecrafttracker.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** A Markdown document of the project, which tests compare with the code. */
record Document(List<String> lines) {
    /** @param path the path from the root of the repository */
    static Document read(String path) {
        try {
            return new Document(Files.readAllLines(Repository.file(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param name the name of a document in {@code docs/reference} */
    static Document reference(String name) {
        return read("docs/reference/" + name + ".md");
    }

    static String code(String text) {
        return "`" + text + "`";
    }

    List<String> column(String heading, int number) {
        return rows(heading).stream().map(row -> row.get(number)).toList();
    }

    /** Returns the cells of all tables of a section, without the header rows. */
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
