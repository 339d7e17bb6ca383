package io.github.spacecrafttracker.embedded.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A certificate for 127.0.0.1, signed by a separate certificate authority.
 *
 * @param keystore the PKCS#12 file with the certificate, protected by {@link #PASSWORD}
 * @param authority the PEM file with the certificate of the authority, for a client's trust store
 */
public record ServerCertificate(Path keystore, Path authority) {
    /**
     * The password of the keystore. It is not a secret, because the key is in a test's directory.
     */
    public static final String PASSWORD = "changeit";

    /**
     * Creates a certificate with the JDK's keytool.
     *
     * @param directory the directory for its files, created if missing
     * @param began the number of days since the beginning of its validity
     * @param days the number of days of its validity; fewer than {@code began} if it has expired
     */
    public static ServerCertificate make(Path directory, int began, int days) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path keystore = directory.resolve("server.p12");
        Path authority = directory.resolve("authority.pem");
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
