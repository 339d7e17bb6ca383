package io.github.spacecrafttracker.embedded.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A certificate for 127.0.0.1, from an authority of its own that nothing else trusts.
 *
 * @param keystore PKCS#12, with {@link #PASSWORD}
 * @param authority its certificate as PEM: what a client trusts
 */
public record ServerCertificate(Path keystore, Path authority) {
    /** Guards nothing: the key lies in a test's folder. */
    public static final String PASSWORD = "changeit";

    /**
     * Makes one with the JDK's keytool.
     *
     * @param folder to put its files into; made if missing
     * @param began how many days ago it began to be valid
     * @param days how long it is valid; less than {@code began}: it has expired
     */
    public static ServerCertificate make(Path folder, int began, int days) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path keystore = folder.resolve("server.p12");
        Path authority = folder.resolve("authority.pem");
        keytool(
                keystore,
                "-genkeypair -alias authority -keyalg EC -dname CN=authority -ext bc:c -startdate -365d -validity 730");
        keytool(
                keystore,
                "-genkeypair -alias server -signer authority -keyalg EC -dname CN=server -ext san=ip:127.0.0.1"
                        + " -startdate -" + began + "d -validity " + days);
        Files.writeString(authority, keytool(keystore, "-exportcert -rfc -alias authority"));
        keytool(keystore, "-delete -alias authority");
        return new ServerCertificate(keystore, authority);
    }

    Map<String, String> brokerSettings() {
        return Map.of(
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                keystore.toString(),
                "ssl.keystore.password",
                PASSWORD,
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                authority.toString());
    }

    private static String keytool(Path keystore, String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(
                Path.of(System.getProperty("java.home", ""), "bin", "keytool").toString());
        command.addAll(List.of(arguments.split(" ", -1)));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", keystore.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + output);
        }
        return output;
    }
}
