package io.github.spacecrafttracker.streams.diff;

import static io.github.spacecrafttracker.streams.diff.DiffTestDriver.data;
import static io.github.spacecrafttracker.streams.diff.DiffTestDriver.onTheGround;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the form of the events that the topology writes. */
class EventFormTest {
    private DiffTestDriver driver;

    @BeforeEach
    void start() {
        driver = new DiffTestDriver();
        driver.observe(onTheGround());
        driver.written();
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void an_event_has_the_headers_of_a_cloud_event_and_none_of_the_snapshots_headers() {
        driver.observe(onTheGround().replace("\"in_space\":false", "\"in_space\":true"));

        var written = driver.written().get(0);
        assertThat(Arrays.stream(written.headers().toArray()).map(EventFormTest::text))
                .containsExactlyInAnyOrder(
                        "ce_specversion=1.0",
                        "ce_id=4:in_space:1001",
                        "ce_source=https://ll.thespacedevs.com/2.3.0/spacecraft/",
                        "ce_type=io.github.spacecrafttracker.in_space.entered.v1",
                        "ce_subject=4",
                        "ce_time=2026-11-24T10:41:05.12Z",
                        "ce_dataschema=https://spacecrafttracker.github.io/schemas/changes/in_space.entered.v1.schema.json",
                        "content-type=application/json");
        assertThat(written.key()).isEqualTo("4");
    }

    @Test
    void an_event_has_the_time_of_its_observation_and_the_true_since_of_the_last_confirmation() {
        driver.observe(onTheGround());
        driver.observe(onTheGround().replace("\"flights_count\":1", "\"flights_count\":2"));

        var written = driver.written().get(0);
        assertThat(written.getRecordTime()).isEqualTo(Instant.parse("2026-11-24T10:42:05.120Z"));
        assertThat(data(written.value()).toString())
                .isEqualTo("{\"spacecraft\":{\"id\":4,\"name\":\"Dragon\",\"serial_number\":\"C1\","
                        + "\"spacecraft_config\":{\"id\":6,\"name\":\"Dragon 1\"},\"is_placeholder\":false},"
                        + "\"before\":{\"flights_count\":1,\"mission_ends_count\":0},"
                        + "\"after\":{\"flights_count\":2,\"mission_ends_count\":0},\"correction\":false,"
                        + "\"observed_at\":\"2026-11-24T10:42:05.120Z\","
                        + "\"previous_observed_at\":\"2026-11-24T10:41:05.120Z\",\"observation\":1002}");
    }

    @Test
    void the_last_confirmation_after_a_removal_is_the_last_removal() {
        driver.observe(null);
        driver.observe(null);
        driver.written();
        driver.observe(onTheGround());

        assertThat(data(driver.written().get(0).value())
                        .get("previous_observed_at")
                        .stringValue())
                .isEqualTo("2026-11-24T10:42:05.120Z");
    }

    private static String text(Header header) {
        return header.key() + "=" + new String(header.value(), UTF_8);
    }
}
