package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.testkit.Waiting.await;

import io.github.spacecrafttracker.embedded.broker.BrokerSecurity;
import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.embedded.broker.ServerCertificate;
import io.github.spacecrafttracker.service.config.Environment;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/** A broker that authenticates users by password over TLS and enforces ACLs. */
final class SecuredKafka implements AutoCloseable {
    static final String ADMINISTRATOR = "admin";

    private final ServerCertificate certificate;
    private final EmbeddedBroker broker;
    private final Admin admin;

    private SecuredKafka(ServerCertificate certificate, EmbeddedBroker broker) {
        this.certificate = certificate;
        this.broker = broker;
        this.admin = Admin.create(settings(ADMINISTRATOR, "unused").admin());
    }

    static SecuredKafka start(Path directory) throws Exception {
        var certificate = ServerCertificate.make(directory.resolve("tls"), 1, 2);
        var passwords = new HashMap<String, String>();
        List.of(ADMINISTRATOR, "poller", "streams", "subscriber").forEach(user -> passwords.put(user, password(user)));
        return new SecuredKafka(
                certificate,
                EmbeddedBroker.start(
                        directory.resolve("broker"), 0, BrokerSecurity.secured(certificate, ADMINISTRATOR, passwords)));
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Returns the settings of a process that connects as this user. */
    Map<String, String> environment(String user) {
        return environment(user, password(user));
    }

    Map<String, String> environment(String user, String password) {
        return environment(user, password, broker.bootstrapServers(), certificate);
    }

    /** Returns the settings of a process that trusts this authority instead of the broker's. */
    Map<String, String> trusting(ServerCertificate other) {
        return environment("poller", password("poller"), broker.bootstrapServers(), other);
    }

    static Map<String, String> environment(String user, String password, String servers, ServerCertificate trusted) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                servers,
                "KAFKA_SECURITY_PROTOCOL",
                "SASL_SSL",
                "KAFKA_SASL_MECHANISM",
                "SCRAM-SHA-512",
                "KAFKA_SASL_JAAS_CONFIG",
                BrokerSecurity.login(user, password),
                "KAFKA_SSL_TRUSTSTORE_TYPE",
                "PEM",
                "KAFKA_SSL_TRUSTSTORE_LOCATION",
                trusted.authority().toString());
    }

    KafkaSettings settings(String user, String prefix) {
        var environment = new HashMap<>(environment(user));
        environment.put("TOPIC_PREFIX", prefix);
        return KafkaSettings.from(new Environment(environment));
    }

    static String password(String user) {
        return user + "-secret";
    }

    /** Returns all permissions that are granted. */
    Collection<AclBinding> granted() throws Exception {
        return admin.describeAcls(AclBindingFilter.ANY).values().get();
    }

    /** Waits until the broker lists the permissions. */
    void grant(Collection<Permission> permissions, String prefix) throws Exception {
        var bindings = permissions.stream()
                .map(permission -> permission.bindingFor(prefix))
                .toList();
        admin.createAcls(bindings).all().get();
        for (var binding : bindings) {
            await().until(() -> isGranted(binding));
        }
    }

    void revoke(Permission permission, String prefix) throws Exception {
        var binding = permission.bindingFor(prefix);
        admin.deleteAcls(List.of(binding.toFilter())).all().get();
        await().until(() -> !isGranted(binding));
    }

    /**
     * Removes members that died without leaving their group, so that the next member does not wait
     * for their session timeout.
     */
    void removeMembers(String... groups) throws Exception {
        for (var group :
                admin.describeConsumerGroups(List.of(groups)).all().get().values()) {
            if (!group.members().isEmpty()) {
                admin.removeMembersFromConsumerGroup(group.groupId(), new RemoveMembersFromConsumerGroupOptions())
                        .all()
                        .get();
            }
        }
    }

    private boolean isGranted(AclBinding binding) throws Exception {
        return !admin.describeAcls(binding.toFilter()).values().get().isEmpty();
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }
}
