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

/** Asks a Kafka broker about topics. Every answer comes within a bounded time, every failure is a line for an operator. */
final class TopicAdmin implements AutoCloseable {
    private static final Duration GREETING = Duration.ofSeconds(1);

    private final Admin admin;
    private final String servers;
    private final Duration longestWait;

    private TopicAdmin(Admin admin, String servers, Duration longestWait) {
        this.admin = admin;
        this.servers = servers;
        this.longestWait = longestWait;
    }

    /**
     * Connects.
     *
     * @param longestWait for each answer, this first one included
     * @throws StartException nobody answers, or not to us
     */
    static TopicAdmin connect(KafkaSettings settings, Duration longestWait) throws StartException {
        var properties = new HashMap<>(settings.admin());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) longestWait.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) longestWait.toMillis() / 2);
        if (!settings.isWithTls()) {
            var foreign = KafkaProtocolProbe.foreign(settings.bootstrapServers(), GREETING);
            if (foreign.isPresent()) {
                throw new StartException(noKafka(foreign.get()));
            }
        }
        TopicAdmin broker;
        try {
            broker = new TopicAdmin(Admin.create(properties), settings.bootstrapServers(), longestWait);
        } catch (KafkaException e) {
            throw new StartException(whyNoClient(settings.bootstrapServers(), e), e);
        }
        try {
            broker.greet();
            return broker;
        } catch (StartException e) {
            broker.close();
            throw e;
        }
    }

    String servers() {
        return servers;
    }

    /** By name; those that are missing are left out. */
    Map<String, TopicDescription> describe(Collection<String> topics) throws StartException {
        var found = new TreeMap<String, TopicDescription>();
        for (var answer : admin.describeTopics(topics).topicNameValues().entrySet()) {
            answer("look at topic " + answer.getKey(), answer.getValue(), UnknownTopicOrPartitionException.class)
                    .ifPresent(description -> found.put(answer.getKey(), description));
        }
        return found;
    }

    /** The settings in force of topics that exist, by topic. */
    Map<String, Config> settings(Collection<String> topics) throws StartException {
        var resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        var found = new TreeMap<String, Config>();
        for (var answer : admin.describeConfigs(resources).values().entrySet()) {
            var topic = answer.getKey().name();
            // One that has vanished meanwhile is found missing by the next look.
            answer("read the settings of topic " + topic, answer.getValue(), UnknownTopicOrPartitionException.class)
                    .ifPresent(settings -> found.put(topic, settings));
        }
        return found;
    }

    /**
     * Makes topics, unless another service was quicker.
     *
     * @throws StartException with a line for each that cannot be made
     */
    void create(Collection<NewTopic> topics) throws StartException {
        var faults = new ArrayList<String>();
        for (var answer : admin.createTopics(topics).values().entrySet()) {
            try {
                answer("make topic " + answer.getKey(), answer.getValue(), TopicExistsException.class);
            } catch (StartException e) {
                faults.addAll(e.lines());
            }
        }
        if (!faults.isEmpty()) {
            throw new StartException(faults);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private void greet() throws StartException {
        answer("say which cluster it is", admin.describeCluster().clusterId(), UnknownTopicOrPartitionException.class);
    }

    /** Nothing, if it failed in the way that does no harm. */
    private <T> Optional<T> answer(String what, KafkaFuture<T> answer, Class<? extends Exception> harmless)
            throws StartException {
        try {
            return Optional.ofNullable(answer.get(longestWait.toMillis() + 1000, TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            if (harmless.isInstance(e.getCause())) {
                return Optional.empty();
            }
            throw new StartException(why(what, e), e);
        } catch (TimeoutException e) {
            throw new StartException(nobody(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while waiting for Kafka", e);
        }
    }

    private String why(String what, ExecutionException failure) {
        var cause = failure.getCause();
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return nobody();
        }
        var told = Causes.inOneLine(failure);
        if (cause instanceof AuthenticationException) {
            return "the Kafka broker at " + servers
                    + " does not let us in: check the KAFKA_SECURITY_PROTOCOL, KAFKA_SASL_* and"
                    + " KAFKA_SSL_* settings: " + told;
        }
        if (cause instanceof AuthorizationException) {
            return "the Kafka broker at " + servers + " does not allow us to " + what
                    + ": have Describe, DescribeConfigs and Create granted: " + told;
        }
        if (cause instanceof InvalidReplicationFactorException) {
            return "cannot " + what + ": set " + KafkaSettings.REPLICATION + " to at most the number of brokers: "
                    + told;
        }
        return "the Kafka broker at " + servers + " cannot " + what + ": " + told;
    }

    private static String whyNoClient(String servers, KafkaException failure) {
        var told = Causes.inOneLine(failure);
        return told.contains("No resolvable bootstrap urls")
                ? "no address is known for " + servers + " (" + KafkaSettings.BOOTSTRAP_SERVERS
                        + "): set it to where a broker listens, or look at the name service"
                : "the KAFKA_* settings make no Kafka client: " + told;
    }

    private static String noKafka(String server) {
        return "what listens at " + server + " (" + KafkaSettings.BOOTSTRAP_SERVERS
                + ") does not speak Kafka without TLS: set KAFKA_SECURITY_PROTOCOL to SSL or SASL_SSL if it is a broker with"
                + " TLS, or the name to where a broker listens";
    }

    private String nobody() {
        return "no Kafka broker answers at " + servers + " (" + KafkaSettings.BOOTSTRAP_SERVERS
                + "): start one, or set the name to where one listens and KAFKA_SECURITY_PROTOCOL to what it speaks there";
    }
}
