package io.github.spacecrafttracker.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.tools.AclCommand;

/** {@code ops/kafka/acls.sh} as an operator runs it; {@code kafka-acls.sh} on its path runs the same class as Kafka's own. */
record RightsScript(Path folder) {

    /**
     * Returns when it has granted everything.
     *
     * @param administrator settings of a Kafka client
     * @throws IOException if it ended otherwise than by 0, with what it said
     */
    void grant(String prefix, String servers, Map<String, Object> administrator)
            throws IOException, InterruptedException {
        var settings = new Properties();
        administrator.forEach((name, value) -> settings.setProperty(name, value.toString()));
        var file = folder.resolve("admin.properties");
        try (var writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        }
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
        builder.environment().merge("PATH", tool() + File.pathSeparator, (path, first) -> first + path);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the script failed: " + said);
        }
    }

    /** @return the folder that it is in */
    private Path tool() throws IOException {
        var text = """
                #!/bin/sh
                exec '%s/bin/java' -XX:TieredStopAtLevel=1 -cp '%s' %s "$@"
                """.formatted(
                        System.getProperty("java.home", ""),
                        System.getProperty("java.class.path", ""),
                        AclCommand.class.getName());
        var bin = Files.createDirectories(folder.resolve("bin"));
        if (!Files.writeString(bin.resolve("kafka-acls.sh"), text).toFile().setExecutable(true)) {
            throw new IOException("cannot be made executable: " + bin);
        }
        return bin;
    }
}
