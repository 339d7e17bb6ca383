package io.github.spacecrafttracker.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.service.kafka.TimedProducer;
import io.github.spacecrafttracker.streams.BrokerTestBase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

/** Tests the transactional ids of the diff. */
class StreamsClientsTest extends BrokerTestBase {
    private static final String GENERATED = "spacecraft-diff-6c2a9a3e-0e0b-4a53-9a0e-000000000000-2";

    private final Properties properties = new Properties();

    @Test
    void a_static_member_keeps_its_transactional_id_across_restarts() {
        properties.put(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG, "local");

        assertThat(transactionalId()).isEqualTo("spacecraft-diff-local-2");
    }

    @Test
    void a_dynamic_member_has_the_transactional_id_that_kafka_streams_generates() {
        assertThat(transactionalId()).isEqualTo(GENERATED);
    }

    // The default client id of a producer contains its transactional id.
    private String transactionalId() {
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "spacecraft-diff");
        var clients = StreamsClients.of(properties, TimedProducer.commits(new SimpleMeterRegistry()));
        var settings = new HashMap<String, Object>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                GENERATED));
        try (var producer = clients.getProducer(settings)) {
            return producer.metrics().keySet().stream()
                    .map(metric -> metric.tags().get("client-id"))
                    .filter(id -> id != null)
                    .findFirst()
                    .orElseThrow()
                    .substring("producer-".length());
        }
    }
}
