package io.github.spacecrafttracker.streams.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.streams.changelog.ChangePartitions.ChangeTopic;
import io.github.spacecrafttracker.topic.Topics;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ChangeRecordReaderTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(ChangeRecordReader.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @Test
    void the_first_foreign_records_are_logged_individually_and_later_ones_as_a_count() {
        var topics = Topics.withPrefix("spacecraft");
        var status = new ChangeTopic(topics.status().name(), Kind.STATUS, 1, 0, 1);
        var reader = new ChangeRecordReader(ChangePartitions.of(List.of(status)), topics.status());

        for (long offset = 0; offset < 100_000; offset++) {
            assertThat(reader.read(0, new ConsumerRecord<>("spacecraft.changes.status", 1, offset, null, null)))
                    .isEmpty();
        }

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .hasSize(24)
                .startsWith("spacecraft.changes.status, partition 1, offset 0 is not a change event and is skipped."
                        + " Check which other producer writes to this topic.")
                .endsWith("100000 records that are not change events have been skipped; the last one is"
                        + " spacecraft.changes.status, partition 1, offset 99999. Check which other producer writes"
                        + " to this topic.");
    }
}
