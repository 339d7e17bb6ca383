package io.github.spacecrafttracker.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A copy of one of the folders that operators are given.
 *
 * @param replaced texts of it and what takes their place
 */
record DeliveredFolder(String folder, Map<String, String> replaced) {

    /** @return which texts were there to be replaced */
    Set<String> copy(Path to) throws IOException {
        var found = new HashSet<String>();
        var source = Repository.file(folder);
        try (var files = Files.walk(source)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(source.relativize(file).toString());
                Files.createDirectories(target.resolveSibling(""));
                var text = Files.readString(file);
                for (var each : replaced.entrySet()) {
                    if (text.contains(each.getKey())) {
                        found.add(each.getKey());
                    }
                    text = text.replace(each.getKey(), each.getValue());
                }
                Files.writeString(target, text);
            }
        }
        return found;
    }
}
