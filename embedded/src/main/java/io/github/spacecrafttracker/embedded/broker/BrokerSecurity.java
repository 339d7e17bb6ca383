package io.github.spacecrafttracker.embedded.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who may connect to a broker, and what they may do.
 *
 * @param settings of the broker
 * @param credentials as Kafka's formatter takes them; a log that is found has its own
 */
public record BrokerSecurity(Map<String, String> settings, List<String> credentials) {
    private static final String MECHANISM = "SCRAM-SHA-512";

    /** Anybody, anything. */
    public static final BrokerSecurity OPEN = new BrokerSecurity(protocols("PLAINTEXT"), List.of());

    public BrokerSecurity {
        settings = Map.copyOf(settings);
        credentials = List.copyOf(credentials);
    }

    /**
     * Only users with a password, over TLS; and nothing but what an ACL allows.
     *
     * @param administrator one of the users, who may do everything; the broker is this user too where it asks itself
     * @param passwords by user
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
                // Without a name is only who comes by the controller's own port: the broker.
                "User:" + administrator + ";User:ANONYMOUS"));
        List<String> credentials = new ArrayList<>();
        passwords.forEach(
                (user, password) -> credentials.add(MECHANISM + "=[name=" + user + ",password=" + password + "]"));
        return new BrokerSecurity(settings, credentials);
    }

    /** What a client's {@code sasl.jaas.config} must be. */
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
