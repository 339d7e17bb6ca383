package io.github.spacecrafttracker.service.kafka;

import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.topic.Topic;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;

/** The topics on the brokers, which are checked, and created if they are missing. */
public final class TopicSet {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Map<String, TopicDescription> topics;

    private TopicSet(Map<String, TopicDescription> topics) {
        this.topics = Map.copyOf(topics);
    }

    /**
     * Checks the existing topics and creates the missing ones. Existing topics are never changed,
     * and if one does not have the required settings, no topic is created. Waits at most about ten
     * seconds for each reply.
     *
     * @throws StartException if no broker responds, a broker rejects a request, or topics do not
     *     have the required settings; the exception then lists every mismatch
     */
    public static TopicSet ensure(KafkaSettings settings, Topics topics) throws StartException {
        var all = topics.all();
        try (var broker = TopicAdmin.connect(settings, TIMEOUT)) {
            var check = new TopicCheck(broker.servers(), all);
            var found = checked(broker, check);
            if (found.size() == all.size()) {
                return new TopicSet(found);
            }
            broker.create(all.stream()
                    .filter(topic -> !found.containsKey(topic.name()))
                    .map(topic -> created(
                            topic, check.partitionsFor(topic, partitions(found), settings.partitions()), settings))
                    .toList());
            awaitVisible(broker, all);
            return new TopicSet(checked(broker, check));
        }
    }

    /** @throws IllegalArgumentException if the topic is not in this set */
    public int partitions(String topic) {
        return described(topic).partitions().size();
    }

    /**
     * Returns Kafka's id of a topic, which differs if the topic is deleted and created again.
     *
     * @throws IllegalArgumentException if the topic is not in this set
     */
    public Uuid topicId(String topic) {
        return described(topic).topicId();
    }

    private TopicDescription described(String topic) {
        var described = topics.get(topic);
        if (described == null) {
            throw new IllegalArgumentException("not a topic of this set: " + topic);
        }
        return described;
    }

    private static Map<String, TopicDescription> checked(TopicAdmin broker, TopicCheck check) throws StartException {
        var found = describe(broker, check.topics());
        var contradictions = check.contradictions(partitions(found), broker.settings(found.keySet()));
        if (!contradictions.isEmpty()) {
            throw new StartException(contradictions);
        }
        return found;
    }

    private static NewTopic created(Topic<?, ?> topic, int partitions, KafkaSettings settings) {
        return new NewTopic(topic.name(), partitions, (short) settings.replication()).configs(topic.settings());
    }

    /**
     * Waits because a broker's metadata contains a new topic only shortly after the controller has
     * created it.
     */
    private static void awaitVisible(TopicAdmin broker, List<Topic<?, ?>> topics) throws StartException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (describe(broker, topics).size() < topics.size()) {
            if (System.nanoTime() - end > 0) {
                throw new StartException("the Kafka broker at " + broker.servers()
                        + " does not list the topics that were created: check its log, then start again");
            }
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, 100, TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    private static Map<String, TopicDescription> describe(TopicAdmin broker, List<Topic<?, ?>> topics)
            throws StartException {
        return broker.describe(topics.stream().map(Topic::name).toList());
    }

    private static Map<String, Integer> partitions(Map<String, TopicDescription> topics) {
        var partitions = new TreeMap<String, Integer>();
        topics.forEach((name, topic) -> partitions.put(name, topic.partitions().size()));
        return partitions;
    }
}
