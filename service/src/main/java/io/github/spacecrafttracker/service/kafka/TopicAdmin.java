package io.github.spacecrafttracker.service.kafka;

import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.service.text.Causes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Describes and creates topics. Each call has a time limit, and each failure is reported in one
 * line with its remedy.
 */
final class TopicAdmin implements AutoCloseable {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);

    private final Admin admin;
    private final String servers;
    private final Duration timeout;

    private TopicAdmin(Admin admin, String servers, Duration timeout) {
        this.admin = admin;
        this.servers = servers;
        this.timeout = timeout;
    }

    /**
     * Connects to a broker and checks that it responds.
     *
     * @param timeout the time limit of each call, including this one
     * @throws StartException if no broker responds, or the broker rejects the connection
     */
    static TopicAdmin connect(KafkaSettings settings, Duration timeout) throws StartException {
        var properties = new HashMap<>(settings.admin());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis() / 2);
        if (!settings.usesTls()) {
            var foreign = KafkaProtocolProbe.firstForeign(settings.bootstrapServers(), PROBE_TIMEOUT);
            if (foreign.isPresent()) {
                throw new StartException(notKafka(foreign.get()));
            }
        }
        TopicAdmin topics;
        try {
            topics = new TopicAdmin(Admin.create(properties), settings.bootstrapServers(), timeout);
        } catch (KafkaException e) {
            throw new StartException(invalidClient(settings.bootstrapServers(), e), e);
        }
        try {
            topics.checkCluster();
            return topics;
        } catch (StartException e) {
            topics.close();
            throw e;
        }
    }

    String servers() {
        return servers;
    }

    /** Returns the topics that exist, by name. */
    Map<String, TopicDescription> describe(Collection<String> topics) throws StartException {
        var found = new TreeMap<String, TopicDescription>();
        for (var topic : admin.describeTopics(topics).topicNameValues().entrySet()) {
            await("describe topic " + topic.getKey(), topic.getValue(), UnknownTopicOrPartitionException.class)
                    .ifPresent(description -> found.put(topic.getKey(), description));
        }
        return found;
    }

    /** Returns the effective settings of topics, by topic. */
    Map<String, Config> settings(Collection<String> topics) throws StartException {
        var resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        var found = new TreeMap<String, Config>();
        for (var config : admin.describeConfigs(resources).values().entrySet()) {
            var topic = config.getKey().name();
            // A topic that was deleted in the meantime is missing from the next description.
            await("describe the settings of topic " + topic, config.getValue(), UnknownTopicOrPartitionException.class)
                    .ifPresent(settings -> found.put(topic, settings));
        }
        return found;
    }

    /**
     * Creates topics, unless another service has created them in the meantime.
     *
     * @throws StartException with a line for each topic that cannot be created
     */
    void create(Collection<NewTopic> topics) throws StartException {
        var errors = new ArrayList<String>();
        for (var topic : admin.createTopics(topics).values().entrySet()) {
            try {
                await("create topic " + topic.getKey(), topic.getValue(), TopicExistsException.class);
            } catch (StartException e) {
                errors.addAll(e.lines());
            }
        }
        if (!errors.isEmpty()) {
            throw new StartException(errors);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private void checkCluster() throws StartException {
        await("describe the cluster", admin.describeCluster().clusterId(), UnknownTopicOrPartitionException.class);
    }

    /** Returns empty if the call failed with the harmless exception. */
    private <T> Optional<T> await(String what, KafkaFuture<T> result, Class<? extends Exception> harmless)
            throws StartException {
        try {
            return Optional.ofNullable(result.get(timeout.toMillis() + 1000, TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            if (harmless.isInstance(e.getCause())) {
                return Optional.empty();
            }
            throw new StartException(describe(what, e), e);
        } catch (TimeoutException e) {
            throw new StartException(noAnswer(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while waiting for a Kafka broker", e);
        }
    }

    private String describe(String what, ExecutionException failure) {
        var cause = failure.getCause();
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return noAnswer();
        }
        var reason = Causes.inOneLine(failure);
        if (cause instanceof AuthenticationException) {
            return "cannot authenticate with the Kafka broker at " + servers
                    + ": check the KAFKA_SECURITY_PROTOCOL, KAFKA_SASL_* and"
                    + " KAFKA_SSL_* settings: " + reason;
        }
        if (cause instanceof AuthorizationException) {
            return "the Kafka broker at " + servers + " does not authorize this service to " + what
                    + ": grant Describe, DescribeConfigs and Create: " + reason;
        }
        if (cause instanceof InvalidReplicationFactorException) {
            return "cannot " + what + ": set " + KafkaSettings.REPLICATION + " to at most the number of brokers: "
                    + reason;
        }
        return "the Kafka broker at " + servers + " cannot " + what + ": " + reason;
    }

    private static String invalidClient(String servers, KafkaException failure) {
        var reason = Causes.inOneLine(failure);
        return reason.contains("No resolvable bootstrap urls")
                ? "cannot resolve " + servers + " (" + KafkaSettings.BOOTSTRAP_SERVERS
                        + "): set it to the address of a broker, or check the name service"
                : "cannot create a Kafka client with the KAFKA_* settings: correct them: " + reason;
    }

    private static String notKafka(String server) {
        return "the server at " + server + " (" + KafkaSettings.BOOTSTRAP_SERVERS
                + ") does not speak Kafka without TLS: set KAFKA_SECURITY_PROTOCOL to SSL or SASL_SSL if it is a broker with"
                + " TLS, or set " + KafkaSettings.BOOTSTRAP_SERVERS + " to the address of a broker";
    }

    private String noAnswer() {
        return "no Kafka broker responds at " + servers + " (" + KafkaSettings.BOOTSTRAP_SERVERS
                + "): start one, or set " + KafkaSettings.BOOTSTRAP_SERVERS + " to the address of a broker and"
                + " KAFKA_SECURITY_PROTOCOL to the protocol that it speaks there";
    }
}
