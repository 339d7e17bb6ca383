package io.github.spacecrafttracker.embedded.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The authentication and authorization of a broker's clients.
 *
 * @param settings the settings of the broker
 * @param credentials the users, in the form of Kafka's formatter; an existing log keeps its own
 *     users
 */
public record BrokerSecurity(Map<String, String> settings, List<String> credentials) {
    private static final String MECHANISM = "SCRAM-SHA-512";

    /** Permits every operation to every client. */
    public static final BrokerSecurity OPEN = new BrokerSecurity(protocols("PLAINTEXT"), List.of());

    public BrokerSecurity {
        settings = Map.copyOf(settings);
        credentials = List.copyOf(credentials);
    }

    /**
     * Requires TLS and a password, and permits only the operations in ACLs.
     *
     * @param administrator the user with all permissions; the broker uses it for its own requests
     * @param passwords the passwords by user
     */
    public static BrokerSecurity secured(
            ServerCertificate certificate, String administrator, Map<String, String> passwords) {
        Map<String, String> settings = new HashMap<>(protocols("SASL_SSL"));
        settings.putAll(certificate.brokerSettings());
        settings.putAll(Map.of(
                "sasl.enabled.mechanisms",
                MECHANISM,
                "sasl.mechanism.inter.broker.protocol",
                MECHANISM,
                "listener.name.broker.scram-sha-512.sasl.jaas.config",
                login(administrator, passwords.getOrDefault(administrator, "")),
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                // Only the broker is anonymous, because only it uses the controller's port.
                "User:" + administrator + ";User:ANONYMOUS"));
        List<String> credentials = new ArrayList<>();
        passwords.forEach(
                (user, password) -> credentials.add(MECHANISM + "=[name=" + user + ",password=" + password + "]"));
        return new BrokerSecurity(settings, credentials);
    }

    /** Returns the {@code sasl.jaas.config} of a client. */
    public static String login(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    private static Map<String, String> protocols(String clients) {
        return Map.of(
                "listener.security.protocol.map",
                BrokerSettings.BROKER + ":" + clients + "," + BrokerSettings.CONTROLLER + ":PLAINTEXT");
    }
}
