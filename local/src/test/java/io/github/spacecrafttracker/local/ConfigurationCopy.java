package io.github.spacecrafttracker.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A copy of a directory of {@code ops/}, in which some texts are replaced.
 *
 * @param replacements the texts of the files and their replacements
 */
record ConfigurationCopy(String directory, Map<String, String> replacements) {

    /** @return the texts that were found */
    Set<String> writeTo(Path copy) throws IOException {
        var found = new HashSet<String>();
        var source = Repository.file(directory);
        try (var files = Files.walk(source)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = copy.resolve(source.relativize(file).toString());
                Files.createDirectories(target.resolveSibling(""));
                var text = Files.readString(file);
                for (var replacement : replacements.entrySet()) {
                    if (text.contains(replacement.getKey())) {
                        found.add(replacement.getKey());
                    }
                    text = text.replace(replacement.getKey(), replacement.getValue());
                }
                Files.writeString(target, text);
            }
        }
        return found;
    }
}
