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

/** The topics as the broker has them, made where they were missing and found to be as they must be. */
public final class TopicSet {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Map<String, TopicDescription> topics;

    private TopicSet(Map<String, TopicDescription> topics) {
        this.topics = Map.copyOf(topics);
    }

    /**
     * Makes what is missing and checks all of it; changes nothing that is there. Nothing is made while something that is there is wrong. Waits about ten
     * seconds for an answer at most.
     *
     * @throws StartException nobody answers, or refuses to, or topics are not as they must be: then it lists every fault
     */
    public static TopicSet ensure(KafkaSettings settings, Topics topics) throws StartException {
        var all = topics.all();
        try (var broker = TopicAdmin.connect(settings, LONGEST_WAIT)) {
            var check = new TopicCheck(broker.servers(), all);
            var found = checked(broker, check);
            if (found.size() == all.size()) {
                return new TopicSet(found);
            }
            broker.create(all.stream()
                    .filter(topic -> !found.containsKey(topic.name()))
                    .map(topic ->
                            made(topic, check.partitionsFor(topic, partitions(found), settings.partitions()), settings))
                    .toList());
            awaitVisible(broker, all);
            return new TopicSet(checked(broker, check));
        }
    }

    /** @throws IllegalArgumentException if the topic is none of these */
    public int partitions(String topic) {
        return described(topic).partitions().size();
    }

    /**
     * What tells this topic from one of the same name that was made after it was deleted.
     *
     * @throws IllegalArgumentException if the topic is none of these
     */
    public Uuid identity(String topic) {
        return described(topic).topicId();
    }

    private TopicDescription described(String topic) {
        var described = topics.get(topic);
        if (described == null) {
            throw new IllegalArgumentException("no topic of this set: " + topic);
        }
        return described;
    }

    private static Map<String, TopicDescription> checked(TopicAdmin broker, TopicCheck check) throws StartException {
        var found = describe(broker, check.topics());
        var faults = check.faults(partitions(found), broker.settings(found.keySet()));
        if (!faults.isEmpty()) {
            throw new StartException(faults);
        }
        return found;
    }

    private static NewTopic made(Topic<?, ?> topic, int partitions, KafkaSettings settings) {
        return new NewTopic(topic.name(), partitions, (short) settings.replication()).configs(topic.settings());
    }

    /** A broker learns of a topic that the controller made a moment later. */
    private static void awaitVisible(TopicAdmin broker, List<Topic<?, ?>> topics) throws StartException {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (describe(broker, topics).size() < topics.size()) {
            if (System.nanoTime() - end > 0) {
                throw new StartException("the Kafka broker at " + broker.servers()
                        + " does not show the topics that were made: look at its log, then start again");
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
