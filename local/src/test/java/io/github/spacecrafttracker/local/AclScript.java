package io.github.spacecrafttracker.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.utils.internals.Exit;
import org.apache.kafka.tools.AclCommand;

/**
 * Runs {@code ops/kafka/acls.sh} with Kafka's tool. The script calls a {@code kafka-acls.sh} that
 * records its arguments. The tool then runs with these arguments in this JVM, because a separate
 * JVM for each call would take a second.
 */
record AclScript(Path directory) {

    /**
     * Returns when all permissions are granted.
     *
     * @param administrator settings of a Kafka client
     * @throws IOException if the script or the tool fails, with the output of the script
     */
    void grant(String prefix, String servers, Map<String, Object> administrator)
            throws IOException, InterruptedException {
        var settings = new Properties();
        administrator.forEach((name, value) -> settings.setProperty(name, value.toString()));
        var file = directory.resolve("admin.properties");
        try (var writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        }
        var calls = directory.resolve("calls");
        var builder = new ProcessBuilder(
                        "sh",
                        Repository.file("ops/kafka/acls.sh").toString(),
                        prefix,
                        "--bootstrap-server",
                        servers,
                        "--command-config",
                        file.toString())
                .redirectErrorStream(true);
        builder.environment().remove("KAFKA_ACLS");
        builder.environment().merge("PATH", recorder(calls) + File.pathSeparator, (path, bin) -> bin + path);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the script failed: " + output);
        }
        for (var arguments : Files.readString(calls).split("\n\n", -1)) {
            if (!arguments.isEmpty()) {
                runTool(arguments.split("\n", -1));
            }
        }
    }

    /**
     * Creates a tool that appends its arguments to a file, one per line, and returns its directory.
     */
    private Path recorder(Path calls) throws IOException {
        var bin = Files.createDirectories(directory.resolve("bin"));
        var tool = Files.writeString(bin.resolve("kafka-acls.sh"), """
                #!/bin/sh
                printf '%%s\\n' "$@" '' >> '%s'
                """.formatted(calls));
        if (!tool.toFile().setExecutable(true)) {
            throw new IOException("cannot be made executable: " + tool);
        }
        return bin;
    }

    private static void runTool(String... arguments) {
        Exit.setExitProcedure((code, message) -> {
            throw new IllegalStateException("kafka-acls.sh ended with " + code + ": " + String.join(" ", arguments));
        });
        try {
            AclCommand.main(arguments);
        } finally {
            Exit.resetExitProcedure();
        }
    }
}
