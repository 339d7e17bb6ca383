package io.github.spacecrafttracker.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The root directory of the project. */
final class Repository {
    private Repository() {}

    /** @param path the path from the root, with slashes */
    static Path file(String path) {
        return Stream.iterate(Path.of("").toAbsolutePath(), directory -> directory != null, Path::getParent)
                .filter(directory -> Files.exists(directory.resolve("README.md")))
                .findFirst()
                .orElseThrow()
                .resolve(path);
    }
}
