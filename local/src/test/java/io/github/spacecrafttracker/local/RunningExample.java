package io.github.spacecrafttracker.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A running example of a document. It runs as written, except for the ports, in a separate
 * directory.
 */
final class RunningExample implements AutoCloseable {
    private static final Pattern CE_ID = Pattern.compile("\"id\":\"([0-9]+:[a-z_]+:[0-9]+)\"");
    private static final Pattern OBSERVATION = Pattern.compile("\"observation\":([0-9]+)");

    private final Path output;
    private final Process process;

    private RunningExample(Path output, Process process) {
        this.output = output;
        this.process = process;
    }

    /**
     * Starts an example.
     *
     * @param tools the directory of {@code node_modules}, {@code python} and {@code bin}
     * @param ports the ports of the document and their replacements
     */
    static RunningExample start(Example example, Path directory, Path tools, Map<String, String> ports)
            throws IOException {
        Files.createDirectories(directory);
        var code = example.code();
        for (var port : ports.entrySet()) {
            code = code.replace("localhost:" + port.getKey(), "localhost:" + port.getValue());
        }
        var file = directory.resolve(
                switch (example.language()) {
                    case "sh" -> "example.sh";
                    case "html" -> "example.html";
                    case "js" -> "example.mjs";
                    case "python" -> "example.py";
                    default -> "Subscriber.java";
                });
        Files.writeString(file, code, UTF_8);
        Files.createSymbolicLink(directory.resolve("node_modules"), tools.resolve("node_modules"));
        var output = directory.resolve("output");
        var builder = new ProcessBuilder(command(example.language(), file))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PYTHONPATH", tools.resolve("python").toString());
        builder.environment().merge("PATH", tools.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        return new RunningExample(output, builder.start());
    }

    /** Returns the ids of the CloudEvents that it has printed completely, in order. */
    List<String> ids() throws IOException {
        return all(CE_ID);
    }

    List<String> observations() throws IOException {
        return all(OBSERVATION);
    }

    String output() throws IOException {
        return Files.readString(output, UTF_8);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private List<String> all(Pattern pattern) throws IOException {
        return pattern.matcher(output())
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    private static List<String> command(String language, Path file) {
        return switch (language) {
            case "sh" -> List.of("bash", file.toString());
            case "js" -> List.of("node", file.toString());
            case "python" -> List.of("/usr/bin/python3", file.toString());
            case "html" ->
                List.of(
                        "chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--enable-logging=stderr",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + file.resolveSibling("profile"),
                        file.toUri().toString());
            default ->
                List.of(
                        Path.of(System.getProperty("java.home", ""), "bin", "java")
                                .toString(),
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        file.toString());
        };
    }
}
